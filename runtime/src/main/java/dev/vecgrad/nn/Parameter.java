package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;

/**
 * A tensor that a model learns: a leaf that requires a gradient, in long-lived memory of its own that no scope frees.
 */
public final class Parameter extends Tensor {
    /** A parameter with a copy of these elements. */
    public Parameter(Tensor elements) {
        this(elements, elements.dtype().isFloatingPoint());
    }

    /** The same; integers and truth values cannot require a gradient. */
    public Parameter(Tensor elements, boolean requiresGrad) {
        super(LongLived.copy(elements.value()));
        requiresGrad_(requiresGrad);
    }

    private Parameter(Value value) {
        super(value);
        requiresGrad_(true);
    }

    /** {@return a parameter whose elements are to be written} */
    static Parameter empty(DType dtype, long... sizes) {
        return new Parameter(Value.empty(dtype, Shape.of(sizes), Device.getDefault(), Lifetime.LONG));
    }

    /** {@return what PyTorch prints: the tensor's text under a line of its own} */
    @Override
    public String toString() {
        return "Parameter containing:\n" + super.toString();
    }
}
