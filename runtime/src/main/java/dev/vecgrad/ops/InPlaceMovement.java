package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;

/**
 * Movements of a tensor's own dims: it gets other sizes and strides, its elements stay where they are, and tensors that share them keep
 * their sizes. Gradients are the opposite movement. PyTorch's rules: such a movement counts as a write.
 */
final class InPlaceMovement {
    private InPlaceMovement() {}

    /** Transposes a matrix; a vector or scalar stays as it is. */
    static void t(Value x) {
        if (x.rank() > 2) {
            throw new ShapeException("t_: t_() expects a tensor with <= 2 dimensions, but self is " + x.rank()
                    + "D: use transpose_ for shape " + x.shape());
        }
        Recorder.moveInPlace("t_", "TBackward1", x, Movement::t, Movement::t);
    }

    /** Exchanges two dims. */
    static void transpose(String op, Value x, int dim0, int dim1) {
        int a = Dims.wrap(op, dim0, x.rank());
        int b = Dims.wrap(op, dim1, x.rank());
        Recorder.moveInPlace(
                op,
                "TransposeBackward1",
                x,
                before -> Movement.transpose(before, a, b),
                after -> Movement.transpose(after, a, b));
    }

    /** Drops the dims of size 1. */
    static void squeeze(Value x) {
        long[] sizes = x.shape().toArray();
        Recorder.moveInPlace(
                "squeeze_", "SqueezeBackward3", x, Movement::squeeze, after -> Movement.view(after, sizes));
    }

    /** Drops those of these dims that have size 1. */
    static void squeeze(Value x, int... dims) {
        long[] sizes = x.shape().toArray();
        int[] own = dims.clone();
        boolean[] _ = Dims.mask("squeeze_", x.shape(), own);
        Recorder.moveInPlace(
                "squeeze_",
                own.length == 1 ? "SqueezeBackward4" : "SqueezeBackward5",
                x,
                before -> Movement.squeeze(before, own),
                after -> Movement.view(after, sizes));
    }

    /** Puts a dim of size 1 in. */
    static void unsqueeze(Value x, int dim) {
        int at = Dims.wrap("unsqueeze_", dim, x.rank() + 1);
        Recorder.moveInPlace(
                "unsqueeze_",
                "UnsqueezeBackward1",
                x,
                before -> Movement.unsqueeze(before, at),
                after -> Movement.squeeze(after, at));
    }
}
