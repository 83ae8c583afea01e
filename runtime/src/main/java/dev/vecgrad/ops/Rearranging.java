package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Ops that put the same elements in another order. Results are copies; gradients are the opposite rearrangement. */
public final class Rearranging {
    private Rearranging() {}

    /** {@return x with the order of elements along these dims reversed} */
    public static Value flip(Value x, int... dims) {
        boolean[] marked = dims.length == 0 ? new boolean[x.rank()] : Dims.mask("flip", x.shape(), dims);
        Value out = Value.empty(x.dtype(), x.shape(), x.device());
        Arithmetic.copyInto(out, reversed(x, marked));
        return Recorder.record(
                "FlipBackward0", new Value[] {x}, out, call -> new Value[] {flip(call.gradient(), dims)});
    }

    /** {@return x as seen from its last elements: with negative strides, so to be read or written by kernels alone} */
    static Value reversed(Value x, boolean[] dims) {
        long[] strides = x.strides().clone();
        long offset = x.offset();
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] && x.numel() > 0 && x.shape().size(d) > 1) {
                offset += (x.shape().size(d) - 1) * strides[d];
                strides[d] = -strides[d];
            }
        }
        return x.restrided(x.shape(), strides, offset);
    }

    /** {@return x with its columns, dim 1, reversed} */
    public static Value fliplr(Value x) {
        requireRank("fliplr", x, 2);
        return flip(x, 1);
    }

    /** {@return x with its rows, dim 0, reversed} */
    public static Value flipud(Value x) {
        requireRank("flipud", x, 1);
        return flip(x, 0);
    }

    private static void requireRank(String op, Value x, int rank) {
        if (x.rank() < rank) {
            throw new ShapeException(op + ": Input must be >= " + rank + "-d.: its shape is " + x.shape());
        }
    }

    /** {@return x turned {@code k} times by 90 degrees in the plane of two dims, from the first towards the second} */
    public static Value rot90(Value x, int k, int dim0, int dim1) {
        if (x.rank() < 2) {
            throw new ShapeException("rot90: expected total dims >= 2, but got total dims = " + x.rank());
        }
        int a = Dims.wrap("rot90", dim0, x.rank());
        int b = Dims.wrap("rot90", dim1, x.rank());
        if (a == b) {
            throw new ShapeException(
                    "rot90: expected rotation dims to be different, but got dim0 = " + dim0 + " and dim1 = " + dim1);
        }
        int quarters = Math.floorMod(k, 4);
        boolean[] marked = new boolean[x.rank()];
        marked[a] = quarters >= 2;
        marked[b] = quarters == 1 || quarters == 2;
        Value turned = reversed(x.detach(), marked);
        Value out = Arithmetic.contiguousCopy(quarters % 2 == 0 ? turned : Movement.transpose(turned, a, b));
        return Recorder.record("Rot90Backward0", new Value[] {x}, out, call ->
                new Value[] {rot90(call.gradient(), 4 - quarters, a, b)});
    }

    /** {@return x with its elements moved on along dims, those that leave coming in again; without dims, along all as one} */
    public static Value roll(Value x, long[] shifts, int[] dims) {
        if (dims.length == 0 && shifts.length == 1) {
            Value flat = roll(Movement.reshape(x, -1), shifts, new int[] {0});
            return Movement.reshape(flat, x.shape().toArray());
        }
        if (shifts.length != dims.length || dims.length == 0) {
            throw new ShapeException("roll: shifts and dimensions must align. shifts: " + shifts.length + ", dims:"
                    + dims.length + ": shifts " + Arrays.toString(shifts) + ", dims " + Arrays.toString(dims));
        }
        if (x.rank() == 0) {
            throw new ShapeException("roll: Dimension specified as " + dims[0] + " but tensor has no dimensions");
        }
        long[] moves = moves(x, shifts, dims);
        Value out = Value.empty(x.dtype(), x.shape(), x.device());
        rolled(x, out, moves, 0);
        long[] back = Arrays.stream(shifts).map(shift -> -shift).toArray();
        return Recorder.record(
                "RollBackward0", new Value[] {x}, out, call -> new Value[] {roll(call.gradient(), back, dims)});
    }

    private static long[] moves(Value x, long[] shifts, int[] dims) {
        long[] moves = new long[x.rank()];
        for (int i = 0; i < dims.length; i++) {
            int d = Dims.wrap("roll", dims[i], x.rank());
            long size = Math.max(1, x.shape().size(d));
            moves[d] = Math.floorMod(moves[d] + shifts[i] % size, size);
        }
        return moves;
    }

    /** Copies the up to two blocks along each dim from {@code d} on to where they go. */
    private static void rolled(Value from, Value to, long[] moves, int d) {
        if (from.numel() == 0) {
            return;
        }
        if (d == moves.length) {
            Arithmetic.copyInto(to, from);
            return;
        }
        long size = from.shape().size(d);
        long move = moves[d];
        rolled(Movement.cut(from, d, 0, size - move, 1), Movement.cut(to, d, move, size - move, 1), moves, d + 1);
        rolled(Movement.cut(from, d, size - move, move, 1), Movement.cut(to, d, 0, move, 1), moves, d + 1);
    }
}
