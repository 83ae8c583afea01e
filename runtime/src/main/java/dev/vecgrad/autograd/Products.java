package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import java.util.List;

/**
 * What a function returns, and a product of its derivatives with a vector.
 *
 * @param outputs the function's results
 * @param products one tensor for each of what the derivative leads to
 */
public record Products(List<Tensor> outputs, List<Tensor> products) {
    /** {@return the only result of a function with one} */
    public Tensor output() {
        return outputs.getFirst();
    }

    /** {@return the only product} */
    public Tensor product() {
        return products.getFirst();
    }
}
