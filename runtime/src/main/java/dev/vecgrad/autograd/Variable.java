package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Tape;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.ops.Writing;
import dev.vecgrad.type.ShapeException;

/**
 * A tensor that a {@link GradientTape} watches by itself, to be changed by assignment. TensorFlow's tf.Variable.
 *
 * <p>It does not require a gradient in PyTorch's sense: outside of tapes nothing is recorded. Its elements lie in long-lived memory of their
 * own that no scope frees.
 *
 * {@snippet :
 * Variable w = new Variable(3.0);
 * try (GradientTape tape = new GradientTape()) {
 *     Tensor squared = w.square();
 *     w.assignSub(tape.gradient(squared, w).mul(0.1));   // 2.4
 * }
 * }
 */
public final class Variable extends Tensor {
    private final boolean trainable;

    /** A variable with a copy of these elements. */
    public Variable(Tensor initial) {
        this(initial, true);
    }

    /** A float32 scalar. */
    public Variable(double initial) {
        this(Tensor.of(initial));
    }

    /** A variable that tapes watch by themselves if it is trainable and of floating dtype; otherwise only if they are told. */
    public Variable(Tensor initial, boolean trainable) {
        super(copy(initial.value()));
        this.trainable = trainable && dtype().isFloatingPoint();
        if (this.trainable) {
            Tape.makeVariable(value());
        }
    }

    private static Value copy(Value source) {
        Value copy = Value.empty(source.dtype(), source.shape(), source.device(), Lifetime.LONG);
        Arithmetic.copyInto(copy, source);
        return copy;
    }

    /** {@return whether tapes watch it by themselves} */
    public boolean isTrainable() {
        return trainable;
    }

    /**
     * Sets the elements, converted to this dtype; not recorded. {@return this}
     *
     * @throws ShapeException unless {@code values} has this shape
     */
    public Variable assign(Tensor values) {
        checkShape("assign", values);
        return Autograd.noGrad(() -> write(values));
    }

    /** Sets every element; not recorded. {@return this} */
    public Variable assign(double number) {
        return Autograd.noGrad(() -> {
            var _ = fill_(number);
            return this;
        });
    }

    /** Adds to the elements; not recorded. {@return this}; as {@link #assign(Tensor)} */
    public Variable assignAdd(Tensor values) {
        checkShape("assignAdd", values);
        return Autograd.noGrad(() -> write(add(values)));
    }

    /** Adds to every element; not recorded. {@return this} */
    public Variable assignAdd(double number) {
        return Autograd.noGrad(() -> write(add(number)));
    }

    /** Subtracts from the elements; not recorded. {@return this}; as {@link #assign(Tensor)} */
    public Variable assignSub(Tensor values) {
        checkShape("assignSub", values);
        return Autograd.noGrad(() -> write(sub(values)));
    }

    /** Subtracts from every element; not recorded. {@return this} */
    public Variable assignSub(double number) {
        return assignAdd(-number);
    }

    private Variable write(Tensor values) {
        Writing.copy(value(), values.value());
        return this;
    }

    private void checkShape(String op, Tensor values) {
        if (!values.shape().equals(shape())) {
            throw new ShapeException(op + ": Shape mismatch. The variable shape " + shape()
                    + ", and the assigned value shape " + values.shape()
                    + " are incompatible: an assignment does not broadcast");
        }
    }
}
