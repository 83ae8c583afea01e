package dev.vecgrad.compile;

import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Storage;
import java.util.Arrays;

/** A stand-in for what is handed over at each call, with what all such arguments have in common. */
final class Argument {
    private final Value standIn;

    /** A stand-in for {@code value} and what looks like it. */
    Argument(Value value) {
        Storage symbol = Storage.symbol(value.device(), value.storage().bytes());
        standIn = Value.of(symbol, value.dtype(), value.shape(), value.strides(), value.offset());
        if (value.requiresGrad()) {
            standIn.requiresGrad(true);
        }
    }

    Value standIn() {
        return standIn;
    }

    /** {@return whether a call with this value can be as the one that was taken down} */
    boolean fits(Value value) {
        return value.dtype() == standIn.dtype()
                && value.shape().equals(standIn.shape())
                && Arrays.equals(value.strides(), standIn.strides())
                && value.requiresGrad() == standIn.requiresGrad()
                && value.device().equals(standIn.device());
    }

    /** {@return how much further on in its storage the value begins than the stand-in, in bytes} */
    long shift(Value value) {
        return (value.offset() - standIn.offset()) * value.dtype().itemSize();
    }

    /** Gives the stand-in the value's grad, or the value the stand-in's. */
    static void moveGrad(Value from, Value to) {
        if (to.requiresGrad() && from.grad() != to.grad()) {
            to.grad(from.grad());
        }
    }
}
