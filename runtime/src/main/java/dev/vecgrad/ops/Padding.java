package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * The input is copied into the middle of the result; then each dim's margins are copied, dim after dim, from what is filled already:
 * so corners come from margins. The gradient goes the same way back: margins are added to where they came from.
 */
/**
 * Margins around a tensor. Pads come in pairs, before and after, for the last dim, the one before it, and so on; negative ones cut
 * off. Gradient: each element's sum over the places it was copied to.
 */
public final class Padding {
    private final PadMode mode;
    private final long[] before;
    private final long[] after;

    private Padding(PadMode mode, long[] before, long[] after) {
        this.mode = mode;
        this.before = before;
        this.after = after;
    }

    /** {@return x with margins of one number} */
    public static Value constant(Value x, long[] pads, double number) {
        checkPads(x, pads);
        Padding padding = of(PadMode.CONSTANT, x.rank(), pads);
        Shape shape = padding.shape(x);
        Value out = Value.empty(x.dtype(), shape, x.device());
        Arithmetic.fillInto(out, Bits.of(x.dtype(), number));
        Arithmetic.copyInto(padding.middle(out), padding.cropped(x));
        long[] back = Arrays.stream(pads).map(pad -> -pad).toArray();
        return Recorder.record("ConstantPadNdBackward0", new Value[] {x}, out, call ->
                new Value[] {constant(call.gradient(), back, 0)});
    }

    /**
     * {@return x with margins made of its own elements}
     *
     * @throws ShapeException if a margin is larger than the elements that it is made of allow
     */
    public static Value pad(Value x, long[] pads, PadMode mode) {
        if (mode == PadMode.CONSTANT) {
            return constant(x, pads, 0);
        }
        checkPads(x, pads);
        Padding padding = of(mode, x.rank(), pads);
        Shape shape = padding.shape(x);
        padding.checkMargins(x);
        return padding.apply(x, shape, "%sBackward0".formatted(mode.nodeName(pads.length / 2)));
    }

    private static Padding of(PadMode mode, int rank, long[] pads) {
        long[] before = new long[rank];
        long[] after = new long[rank];
        for (int i = 0; i < pads.length / 2; i++) {
            before[rank - 1 - i] = pads[2 * i];
            after[rank - 1 - i] = pads[2 * i + 1];
        }
        return new Padding(mode, before, after);
    }

    private static void checkPads(Value x, long[] pads) {
        if (pads.length % 2 != 0) {
            throw new ShapeException("pad: Padding length must be divisible by 2: it is " + pads.length);
        }
        if (pads.length > 2 * x.rank()) {
            throw new ShapeException(
                    "pad: Padding length should be less than or equal to two times the input dimension but got padding length "
                            + pads.length + " and input of dimension " + x.rank());
        }
    }

    private Shape shape(Value x) {
        long[] sizes = x.shape().toArray();
        for (int d = 0; d < sizes.length; d++) {
            long size = sizes[d] + before[d] + after[d];
            if (size < 0) {
                throw new ShapeException("pad: The input size " + sizes[d] + ", plus negative padding " + before[d]
                        + " and " + after[d] + " resulted in a negative output size, which is invalid. Check dimension "
                        + d + " of your input.");
            }
            sizes[d] = size;
        }
        return Shape.of(sizes);
    }

    private void checkMargins(Value x) {
        for (int d = 0; d < before.length; d++) {
            long size = x.shape().size(d);
            long most = Math.max(before[d], after[d]);
            boolean fits = most <= 0
                    || switch (mode) {
                        case REFLECT -> most < size;
                        case REPLICATE -> size > 0;
                        case CIRCULAR -> most <= size + Math.min(0, before[d]) + Math.min(0, after[d]);
                        case CONSTANT -> true;
                    };
            if (!fits) {
                throw new ShapeException("pad: " + mode.rule() + ": padding (" + before[d] + ", " + after[d]
                        + ") at dimension " + d + " of input " + x.shape());
            }
        }
    }

    private Value apply(Value x, Shape shape, String node) {
        Value out = Value.empty(x.dtype(), widened(shape), x.device());
        Arithmetic.copyInto(middle(out), cropsFirst() ? cropped(x) : x);
        for (Margin margin : margins(out)) {
            Arithmetic.copyInto(margin.target, margin.source);
        }
        Value cut = out.numel() == shape.numel() ? out : Arithmetic.contiguousCopy(cropped(out));
        Shape own = x.shape();
        return Recorder.record(node, new Value[] {x}, cut, call -> new Value[] {gathered(call.gradient(), own, node)});
    }

    /** {@return the gradient of a tensor of shape {@code own} from that of its padded form; recorded} */
    private Value gathered(Value gradient, Shape own, String node) {
        Shape shape = gradient.shape();
        Value work = zerosAround(widened(shape), gradient);
        Arithmetic.copyInto(cropsFirst() ? work : cropped(work), gradient);
        for (Margin margin : margins(work).reversed()) {
            Value sum = Broadcast.undo(margin.target, margin.source.shape());
            PointwiseArithmetic.ADD.applyInPlace(margin.source, sum);
        }
        Value out = zerosAround(own, middle(work));
        Arithmetic.copyInto(cropsFirst() ? cropped(out) : out, middle(work));
        return Recorder.record(node.replace("Backward", "BackwardBackward"), new Value[] {gradient}, out, call ->
                new Value[] {apply(call.gradient(), shape, node)});
    }

    /** A value in which {@code part} will be written: zeros, unless it will be all of it. */
    private static Value zerosAround(Shape shape, Value part) {
        return shape.numel() == part.numel()
                ? Value.empty(part.dtype(), shape, part.device())
                : Arithmetic.full(shape, part.dtype(), 0, part.device());
    }

    /** A wrap goes around what is left of a cut tensor; a mirror or border stands where the whole one ended. */
    private boolean cropsFirst() {
        return mode == PadMode.CIRCULAR || mode == PadMode.CONSTANT;
    }

    /** The result's shape, before it is cut if that comes last. */
    private Shape widened(Shape shape) {
        long[] sizes = shape.toArray();
        for (int d = 0; d < sizes.length && !cropsFirst(); d++) {
            sizes[d] -= Math.min(0, before[d]) + Math.min(0, after[d]);
        }
        return Shape.of(sizes);
    }

    /** {@return x without what negative pads cut off} */
    private Value cropped(Value x) {
        Value part = x;
        for (int d = 0; d < before.length; d++) {
            long from = Math.max(0, -before[d]);
            long to = x.shape().size(d) - Math.max(0, -after[d]);
            part = Movement.cut(part, d, from, to - from, 1);
        }
        return part;
    }

    private Value middle(Value out) {
        Value part = out;
        for (int d = 0; d < before.length; d++) {
            part = inner(part, d);
        }
        return part;
    }

    private Value inner(Value out, int d) {
        long from = Math.max(0, before[d]);
        return Movement.cut(out, d, from, out.shape().size(d) - from - Math.max(0, after[d]), 1);
    }

    /** A part of the result and what it is a copy of; a source of size 1 along a dim is repeated. */
    private record Margin(Value target, Value source) {}

    private List<Margin> margins(Value out) {
        List<Margin> margins = new ArrayList<>();
        for (int d = before.length - 1; d >= 0; d--) {
            Value filled = out;
            for (int e = 0; e < d; e++) {
                filled = inner(filled, e);
            }
            addMargins(margins, filled, d);
        }
        return margins;
    }

    private void addMargins(List<Margin> margins, Value out, int d) {
        long low = Math.max(0, before[d]);
        long high = Math.max(0, after[d]);
        long size = out.shape().size(d);
        long end = size - high;
        if (low > 0) {
            Value target = Movement.cut(out, d, 0, low, 1);
            margins.add(new Margin(target, source(out, d, low, low, low + 1, end - low)));
        }
        if (high > 0) {
            Value target = Movement.cut(out, d, end, high, 1);
            margins.add(new Margin(target, source(out, d, high, end - 1, end - 1 - high, low)));
        }
    }

    /** What {@code length} elements are copied from: the border's element, those from a mirror on, or those from the other end on. */
    private Value source(Value out, int d, long length, long border, long mirror, long wrap) {
        return switch (mode) {
            case REPLICATE, CONSTANT -> Movement.cut(out, d, border, 1, 1);
            case CIRCULAR -> Movement.cut(out, d, wrap, length, 1);
            case REFLECT -> {
                boolean[] dims = new boolean[out.rank()];
                dims[d] = true;
                yield Rearranging.reversed(Movement.cut(out, d, mirror, length, 1), dims);
            }
        };
    }
}
