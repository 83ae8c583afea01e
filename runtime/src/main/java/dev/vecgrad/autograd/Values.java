package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tensors are made of. */
final class Values {
    private Values() {}

    static Value[] of(List<? extends Tensor> tensors) {
        return tensors.stream().map(Tensor::value).toArray(Value[]::new);
    }

    static @Nullable Value @Nullable [] orNull(@Nullable List<? extends @Nullable Tensor> tensors) {
        if (tensors == null) {
            return null;
        }
        @Nullable Value[] values = new @Nullable Value[tensors.size()];
        for (int i = 0; i < values.length; i++) {
            Tensor tensor = tensors.get(i);
            values[i] = tensor == null ? null : tensor.value();
        }
        return values;
    }
}
