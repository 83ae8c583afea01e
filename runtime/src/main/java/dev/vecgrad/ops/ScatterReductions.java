package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Backward;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Rule;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Elements scattered along a dim and reduced with those that meet them.
 *
 * <p>Of equal extremes each gets the same share of the gradient. The gradient of a product is right for zeros too, but where several zeros of
 * the source meet it cannot be differentiated again.
 */
final class ScatterReductions {
    private static final String OP = "scatter_reduce";
    private static final String NODE = "ScatterReduceBackward0";

    private ScatterReductions() {}

    /** {@return self with source's elements reduced into where index points along {@code dim}} */
    static Value apply(Value self, int dim, Value index, Value source, ScatterReduction reduce, boolean includeSelf) {
        Places places = places(self, dim, index, reduce);
        Value part = Indexing.part(OP, source, index, self);
        Value out = Arithmetic.contiguousCopy(self.detach());
        reduceInto(out, places, part, reduce, includeSelf);
        Rule rule = call -> gradients(call, places.map(), reduce, includeSelf);
        SavedValue[] saved = saved(places, self, part, out, reduce);
        return Recorder.record(NODE, new Value[] {self, part}, out, rule, saved);
    }

    /** {@link #apply} over self. */
    static void applyInPlace(
            Value self, int dim, Value index, Value source, ScatterReduction reduce, boolean includeSelf) {
        Places places = places(self, dim, index, reduce);
        Value part = Indexing.part(OP, source, index, self);
        Recorder.checkInPlace(OP, self, part);
        boolean keeps = readsOperands(reduce) && Recorder.isNeeded(self, part);
        Value before = keeps ? Arithmetic.clone(self) : self;
        Value meeting = part.storage() == self.storage() ? Arithmetic.clone(part.detach()) : part;
        reduceInto(self, places, meeting, reduce, includeSelf);
        Rule rule = call -> gradients(call, places.map(), reduce, includeSelf);
        SavedValue[] saved = saved(places, before, part, self, reduce);
        Recorder.recordInPlace(NODE, new Value[] {self, part}, self, rule, saved);
    }

    private static Places places(Value self, int dim, Value index, ScatterReduction reduce) {
        if (reduce == ScatterReduction.MEAN && self.dtype() == DType.BOOL) {
            throw new DTypeException(OP
                    + ": \"scatter_gather_tensor_cpu_reduce_mean\" not implemented for 'Bool': a mean is of numbers");
        }
        return Indexing.along(OP, self, dim, index, false);
    }

    private static boolean readsOperands(ScatterReduction reduce) {
        return switch (reduce) {
            case SUM, MEAN -> false;
            case PROD, AMAX, AMIN -> true;
        };
    }

    private static SavedValue[] saved(Places places, Value self, Value source, Value out, ScatterReduction reduce) {
        SavedValue index = SavedValue.of(places.tensors()[0]);
        return readsOperands(reduce)
                ? new SavedValue[] {index, SavedValue.of(self), SavedValue.of(source), SavedValue.ofOutput(out)}
                : new SavedValue[] {index};
    }

    // ---- the result

    private static void reduceInto(
            Value out, Places places, Value source, ScatterReduction reduce, boolean includeSelf) {
        if (!includeSelf) {
            places.put(out, neutral(out, reduce), Meeting.SET);
        }
        places.put(out, source, meeting(reduce));
        if (reduce == ScatterReduction.MEAN) {
            Value counts = counts(places, out, includeSelf);
            Value mean = out.dtype().isFloatingPoint()
                    ? PointwiseArithmetic.DIV.apply(out.detach(), counts)
                    : PointwiseArithmetic.FLOOR_DIVIDE.apply(out.detach(), counts);
            Arithmetic.copyInto(out, mean);
        }
    }

    private static Meeting meeting(ScatterReduction reduce) {
        return switch (reduce) {
            case SUM, MEAN -> Meeting.ADD;
            case PROD -> Meeting.MUL;
            case AMAX -> Meeting.MAX;
            case AMIN -> Meeting.MIN;
        };
    }

    private static Value neutral(Value like, ScatterReduction reduce) {
        DType dtype = like.dtype();
        Value neutral = Value.empty(dtype, Shape.SCALAR, like.device());
        Arithmetic.fillInto(
                neutral,
                switch (reduce) {
                    case SUM, MEAN -> Bits.of(dtype, 0L);
                    case PROD -> Bits.of(dtype, 1L);
                    case AMAX -> Bits.of(dtype, Double.NEGATIVE_INFINITY);
                    case AMIN -> Bits.of(dtype, Double.POSITIVE_INFINITY);
                });
        return neutral;
    }

    /** How many elements meet at each place, 1 where none do. */
    private static Value counts(Places places, Value like, boolean includeSelf) {
        Value counts = Arithmetic.full(like.shape(), like.dtype(), includeSelf ? 1 : 0, like.device());
        places.put(counts, Arithmetic.full(Shape.SCALAR, like.dtype(), 1, like.device()), Meeting.ADD);
        return Activations.CLAMP_MIN.apply(counts, Scalar.of(1L));
    }

    // ---- gradients

    private static @Nullable Value[] gradients(
            Backward call, PlaceMap map, ScatterReduction reduce, boolean includeSelf) {
        Places places = map.saved(call);
        Var g = new Var(call.gradient());
        Var[] both = switch (reduce) {
            case SUM -> new Var[] {g, read(places, g)};
            case MEAN -> mean(places, g, includeSelf);
            case PROD -> product(call, places, g, includeSelf);
            case AMAX, AMIN -> extreme(call, places, g, includeSelf);
        };
        Value self = both[0].value();
        return new @Nullable Value[] {includeSelf ? self : places.fill(self, 0), both[1].value()};
    }

    private static Var read(Places places, Var x) {
        return new Var(places.read(x.value()));
    }

    private static Var[] mean(Places places, Var g, boolean includeSelf) {
        Var share = g.div(new Var(counts(places, g.value(), includeSelf)));
        return new Var[] {share, read(places, share)};
    }

    private static Var[] extreme(Backward call, Places places, Var g, boolean includeSelf) {
        Var self = new Var(call.saved(1));
        Var source = new Var(call.saved(2));
        Var result = new Var(call.saved(3));
        Value ownHits = hits(self, result);
        Value hits = hits(source, read(places, result));
        if (!includeSelf) {
            places.put(ownHits, Arithmetic.full(Shape.SCALAR, ownHits.dtype(), 0, ownHits.device()), Meeting.SET);
        }
        Var all = new Var(Arithmetic.clone(ownHits));
        places.put(all.value(), hits, Meeting.ADD);
        Var share = g.div(all.clampMin(1));
        return new Var[] {share.mul(new Var(ownHits)), read(places, share).mul(new Var(hits))};
    }

    /** 1 where both are equal, else 0. */
    private static Value hits(Var a, Var b) {
        return Arithmetic.cast(a.eq(b).value(), a.value().dtype());
    }

    private static Var[] product(Backward call, Places places, Var g, boolean includeSelf) {
        Var self = new Var(call.saved(1));
        Var source = new Var(call.saved(2));
        Var result = new Var(call.saved(3));
        Var others = self.maskedFill(self.eq(0L), 1);
        Var ownRest = reduced(places, others, source, includeSelf).div(others);
        Var zero = source.eq(0L);
        Value zeros = Arithmetic.zerosLike(self.value());
        places.put(zeros, Arithmetic.cast(zero.value(), zeros.dtype()), Meeting.ADD);
        Var met = read(places, new Var(zeros));
        requireOneZero(zero, met);
        Var alone = new Var(
                PointwiseLogic.LOGICAL_AND.apply(zero.value(), met.eq(1L).value()));
        Var rest = reduced(places, self, source.maskedFill(alone, 1), includeSelf);
        Var quotient = read(places, g.mul(result)).div(source.maskedFill(zero, 1));
        return new Var[] {g.mul(ownRest), read(places, g.mul(rest)).where(alone, quotient)};
    }

    private static Var reduced(Places places, Var self, Var source, boolean includeSelf) {
        Value out = Arithmetic.contiguousCopy(self.value().detach());
        reduceInto(out, places, source.value(), ScatterReduction.PROD, includeSelf);
        Rule rule = call -> gradients(call, places.map(), ScatterReduction.PROD, includeSelf);
        SavedValue[] saved = saved(places, self.value(), source.value(), out, ScatterReduction.PROD);
        return new Var(Recorder.record(NODE, new Value[] {self.value(), source.value()}, out, rule, saved));
    }

    private static void requireOneZero(Var zero, Var met) {
        if (GradMode.isEnabled()
                && Predicates.any(PointwiseLogic.LOGICAL_AND.apply(
                        zero.value(), met.gt(1L).value()))) {
            throw new AutogradException(OP
                    + ": scatter_reduce(): Double backward is unsupported for src when >1 zeros in src are scattered to the same position"
                    + " in self");
        }
    }
}
