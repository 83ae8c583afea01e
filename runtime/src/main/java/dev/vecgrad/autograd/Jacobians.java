package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Derivatives of every element of a result, from one backward pass for each of them. */
final class Jacobians {
    private Jacobians() {}

    /**
     * {@return for each input the derivatives of the output by it, of the output's shape followed by the input's; null where none of them
     * depends on it}
     *
     * @param gradients the inputs' gradients for a gradient of the output
     */
    static List<@Nullable Tensor> of(
            Tensor output, List<? extends Tensor> inputs, Function<Tensor, List<@Nullable Tensor>> gradients) {
        List<List<@Nullable Tensor>> rows = new ArrayList<>();
        for (long i = 0; i < output.numel(); i++) {
            rows.add(gradients.apply(unit(output, i)));
        }
        List<@Nullable Tensor> jacobians = new ArrayList<>();
        for (int j = 0; j < inputs.size(); j++) {
            List<@Nullable Tensor> own = new ArrayList<>();
            for (List<@Nullable Tensor> row : rows) {
                own.add(row.get(j));
            }
            jacobians.add(stacked(output, inputs.get(j), own));
        }
        return jacobians;
    }

    private static Tensor unit(Tensor output, long i) {
        Tensor one = Tensor.zeros(new long[] {output.numel()}, output.dtype());
        Autograd.noGrad(() -> {
            var _ = one.select(0, i).fill_(1);
        });
        return one.view(output.shape().toArray());
    }

    private static @Nullable Tensor stacked(Tensor output, Tensor input, List<@Nullable Tensor> rows) {
        List<Tensor> present = new ArrayList<>();
        boolean any = false;
        for (Tensor row : rows) {
            any |= row != null;
            present.add(row == null ? Tensor.zeros(input.shape().toArray(), input.dtype()) : row);
        }
        if (!any) {
            return null;
        }
        return Tensor.stack(present, 0).reshape(shape(output, input));
    }

    /** {@return derivatives of an output that does not depend on an input} */
    static Tensor zeros(Tensor output, Tensor input) {
        return Tensor.zeros(shape(output, input), output.dtype());
    }

    private static long[] shape(Tensor output, Tensor input) {
        return LongStream.concat(
                        LongStream.of(output.shape().toArray()),
                        LongStream.of(input.shape().toArray()))
                .toArray();
    }
}
