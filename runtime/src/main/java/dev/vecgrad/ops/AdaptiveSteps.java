package dev.vecgrad.ops;

import static dev.vecgrad.ops.OptimizerSteps.DECAY;
import static dev.vecgrad.ops.OptimizerSteps.MAXIMIZE;
import static dev.vecgrad.ops.OptimizerSteps.bit;
import static dev.vecgrad.ops.OptimizerSteps.gradient;
import static dev.vecgrad.ops.OptimizerSteps.run;
import static dev.vecgrad.ops.OptimizerSteps.update;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import java.util.Arrays;

/** Updates of optimisers whose steps have sizes of their own for each element; each one kernel, as those of {@link OptimizerSteps}. */
public final class AdaptiveSteps {
    private static final DType F64 = DType.FLOAT64;

    private static final int DECOUPLED = 4;
    private static final int CENTERED = 4;
    private static final int MOMENTUM = 8;

    private static final LibraryFunction[] NADAM = new LibraryFunction[8];
    private static final LibraryFunction[] RADAM = new LibraryFunction[8];
    private static final LibraryFunction[] RMSPROP = new LibraryFunction[16];
    private static final LibraryFunction[] ADAGRAD = new LibraryFunction[4];
    private static final LibraryFunction[] ADADELTA = new LibraryFunction[4];
    private static final LibraryFunction[] ADAMAX = new LibraryFunction[4];
    private static final LibraryFunction[] ASGD = new LibraryFunction[4];
    private static final LibraryFunction[] RPROP = new LibraryFunction[2];

    static {
        Arrays.setAll(NADAM, bits -> update("NAdam", f -> nadam(f, bits)));
        Arrays.setAll(RADAM, bits -> update("RAdam", f -> radam(f, bits)));
        Arrays.setAll(RMSPROP, bits -> update("RMSprop", f -> rmsprop(f, bits)));
        Arrays.setAll(ADAGRAD, bits -> update("Adagrad", f -> adagrad(f, bits)));
        Arrays.setAll(ADADELTA, bits -> update("Adadelta", f -> adadelta(f, bits)));
        Arrays.setAll(ADAMAX, bits -> update("Adamax", f -> adamax(f, bits)));
        Arrays.setAll(ASGD, bits -> update("ASGD", f -> asgd(f, bits)));
        Arrays.setAll(RPROP, bits -> update("Rprop", f -> rprop(f, bits)));
    }

    private AdaptiveSteps() {}

    /**
     * Which way a step goes and how parameters shrink.
     *
     * @param maximize whether to ascend
     * @param decays whether there is a weight decay
     * @param decoupled whether the weight decay shrinks the parameter or is added to the gradient
     */
    public record Decays(boolean maximize, boolean decays, boolean decoupled) {
        int bits() {
            return direction(maximize, decays) | bit(decays && decoupled, DECOUPLED);
        }
    }

    /**
     * How RMSprop updates.
     *
     * @param maximize whether to ascend
     * @param decays whether a weight decay is added to the gradient
     * @param centered whether the squared gradient is taken about its mean
     * @param momentum whether the momentum buffer takes part
     */
    public record RmspropForm(boolean maximize, boolean decays, boolean centered, boolean momentum) {
        int bits() {
            return direction(maximize, decays) | bit(centered, CENTERED) | bit(momentum, MOMENTUM);
        }
    }

    private static int direction(boolean maximize, boolean decays) {
        return bit(maximize, MAXIMIZE) | bit(decays, DECAY);
    }

    /**
     * Steps by NAdam.
     *
     * @param state first and second moment
     * @param step the number of this step, from 1
     * @param muProduct the product of the momenta of all steps up to this one
     */
    public static void nadam(
            Decays form,
            Value p,
            Value g,
            Value[] state,
            Cell lr,
            Cell beta1,
            Cell beta2,
            Cell eps,
            Cell weightDecay,
            Cell momentumDecay,
            Cell step,
            Cell muProduct) {
        run(NADAM[form.bits()], p, g, state, false, lr, beta1, beta2, eps, weightDecay, step, momentumDecay, muProduct);
    }

    /**
     * Steps by RAdam.
     *
     * @param state first and second moment
     * @param step the number of this step, from 1
     */
    public static void radam(
            Decays form,
            Value p,
            Value g,
            Value[] state,
            Cell lr,
            Cell beta1,
            Cell beta2,
            Cell eps,
            Cell weightDecay,
            Cell step) {
        run(RADAM[form.bits()], p, g, state, false, lr, beta1, beta2, eps, weightDecay, step);
    }

    /**
     * Steps by RMSprop.
     *
     * @param state the mean square, if centred the mean, with momentum the buffer
     */
    public static void rmsprop(
            RmspropForm form,
            Value p,
            Value g,
            Value[] state,
            Cell lr,
            Cell alpha,
            Cell eps,
            Cell weightDecay,
            Cell momentum) {
        run(RMSPROP[form.bits()], p, g, state, false, lr, alpha, eps, weightDecay, momentum);
    }

    /** Steps by Adagrad: {@code sum += g^2; p -= lr / (1 + (step - 1) lrDecay) g / (sqrt(sum) + eps)}. */
    public static void adagrad(
            boolean maximize,
            boolean decays,
            Value p,
            Value g,
            Value sum,
            Cell lr,
            Cell lrDecay,
            Cell eps,
            Cell weightDecay,
            Cell step) {
        LibraryFunction update = ADAGRAD[direction(maximize, decays)];
        run(update, p, g, new Value[] {sum}, false, lr, lrDecay, eps, weightDecay, step);
    }

    /** Steps by Adadelta. */
    public static void adadelta(
            boolean maximize,
            boolean decays,
            Value p,
            Value g,
            Value squares,
            Value deltas,
            Cell lr,
            Cell rho,
            Cell eps,
            Cell weightDecay) {
        LibraryFunction update = ADADELTA[direction(maximize, decays)];
        run(update, p, g, new Value[] {squares, deltas}, false, lr, rho, eps, weightDecay);
    }

    /** Steps by Adamax. */
    public static void adamax(
            boolean maximize,
            boolean decays,
            Value p,
            Value g,
            Value mean,
            Value greatest,
            Cell lr,
            Cell beta1,
            Cell beta2,
            Cell eps,
            Cell weightDecay,
            Cell step) {
        LibraryFunction update = ADAMAX[direction(maximize, decays)];
        run(update, p, g, new Value[] {mean, greatest}, false, lr, beta1, beta2, eps, weightDecay, step);
    }

    /**
     * Steps by averaged gradient descent.
     *
     * @param rate how far this step goes
     * @param share how much of the new parameter the average takes; 1 for all
     */
    public static void asgd(
            boolean maximize,
            boolean decays,
            Value p,
            Value g,
            Value average,
            Cell lambd,
            Cell weightDecay,
            Cell rate,
            Cell share) {
        LibraryFunction update = ASGD[direction(maximize, decays)];
        run(update, p, g, new Value[] {average}, false, lambd, weightDecay, rate, share);
    }

    /**
     * Steps by the gradients' signs.
     *
     * @param previous the last gradient, 0 where it changed its sign
     * @param sizes how far each element goes
     */
    public static void rprop(
            boolean maximize,
            Value p,
            Value g,
            Value previous,
            Value sizes,
            Cell etaMinus,
            Cell etaPlus,
            Cell least,
            Cell greatest) {
        run(
                RPROP[bit(maximize, MAXIMIZE)],
                p,
                g,
                new Value[] {previous, sizes},
                false,
                etaMinus,
                etaPlus,
                least,
                greatest);
    }

    // ---- the updates

    /** Both moments, and parameter and gradient after the weight decay; scalars: lr, beta1, beta2, eps, weight decay, step. */
    private record Moments(Term p, Term g, Term first, Term second) {
        static Moments of(Definition f, int form) {
            DType dtype = f.input(0).dtype();
            Term decay = f.scalar(4, F64);
            boolean decoupled = (form & DECOUPLED) != 0;
            Term kept = f.scalar(0, F64).mul(decay).rsub(1).cast(dtype);
            Term p = decoupled ? f.input(0).mul(kept) : f.input(0);
            Term g = gradient(f, form, (form & DECAY) != 0 && !decoupled, decay);
            Term first = mixed(f.scalar(1, F64), f.input(2), g);
            return new Moments(p, g, first, square(f.scalar(2, F64), f.input(3), g));
        }

        void results(Definition f, Term next) {
            f.result(next, f.all());
            f.result(first, f.all());
            f.result(second, f.all());
        }
    }

    /** The mean that keeps {@code share} of what it was. */
    private static Term mixed(Term share, Term mean, Term g) {
        return share.rsub(1).cast(g.dtype()).fma(g.sub(mean), mean);
    }

    /** The mean square that keeps {@code share} of what it was. */
    private static Term square(Term share, Term mean, Term g) {
        Term fresh = share.rsub(1).cast(g.dtype()).mul(g).mul(g);
        return share.cast(g.dtype()).fma(mean, fresh);
    }

    private static void nadam(Definition f, int form) {
        Moments m = Moments.of(f, form);
        DType dtype = m.g.dtype();
        Term lr = f.scalar(0, F64);
        Term step = f.scalar(5, F64);
        Term product = f.scalar(7, F64);
        Term mu = momentum(f, step);
        Term next = momentum(f, step.add(1));
        Term correction = f.scalar(2, F64).pow(step).rsub(1).cast(dtype);
        Term denominator = m.second.div(correction).sqrt().add(f.scalar(3, F64).cast(dtype));
        Term ofGradient = lr.neg().mul(mu.rsub(1)).div(product.rsub(1)).cast(dtype);
        Term ofMean = lr.neg().mul(next).div(product.mul(next).rsub(1)).cast(dtype);
        Term looked = m.p.add(ofGradient.mul(m.g).div(denominator));
        m.results(f, looked.add(ofMean.mul(m.first).div(denominator)));
    }

    private static Term momentum(Definition f, Term step) {
        Term decay = f.literal(F64, 0.96).pow(step.mul(f.scalar(6, F64)));
        return f.scalar(1, F64).mul(decay.mul(0.5).rsub(1));
    }

    private static void radam(Definition f, int form) {
        Moments m = Moments.of(f, form);
        DType dtype = m.g.dtype();
        Term step = f.scalar(5, F64);
        Term power = f.scalar(2, F64).pow(step);
        Term sure = power.rsub(1);
        Term longest = f.literal(F64, 2).div(f.scalar(2, F64).rsub(1)).sub(1);
        Term length = longest.sub(step.mul(2).mul(power).div(sure));
        Term numerator = length.sub(4).mul(length.sub(2)).mul(longest);
        Term rectified = numerator
                .div(longest.sub(4).mul(longest.sub(2)).mul(length))
                .sqrt()
                .mul(sure.sqrt());
        Term size = f.scalar(0, F64).div(f.scalar(1, F64).pow(step).rsub(1)).cast(dtype);
        Term adaptive =
                rectified.cast(dtype).div(m.second.sqrt().add(f.scalar(3, F64).cast(dtype)));
        Term factor = f.literal(F64, 5).lt(length).select(adaptive, 1);
        m.results(f, m.p.sub(size.mul(m.first).mul(factor)));
    }

    private static void rmsprop(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term alpha = f.scalar(1, F64);
        Term g = gradient(f, form, (form & DECAY) != 0, f.scalar(3, F64));
        Term squares = square(alpha, f.input(2), g);
        boolean centered = (form & CENTERED) != 0;
        Term mean = centered ? mixed(alpha, f.input(3), g) : g;
        Term spread = centered ? squares.sub(mean.square()) : squares;
        Term denominator = spread.sqrt().add(f.scalar(2, F64).cast(dtype));
        Term direction = g.div(denominator);
        boolean momentum = (form & MOMENTUM) != 0;
        if (momentum) {
            direction = f.scalar(4, F64).cast(dtype).fma(f.input(centered ? 4 : 3), direction);
        }
        f.result(f.scalar(0, F64).neg().cast(dtype).fma(direction, f.input(0)), f.all());
        f.result(squares, f.all());
        if (centered) {
            f.result(mean, f.all());
        }
        if (momentum) {
            f.result(direction, f.all());
        }
    }

    private static void adagrad(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term g = gradient(f, form, (form & DECAY) != 0, f.scalar(3, F64));
        Term slower = f.scalar(4, F64).sub(1).mul(f.scalar(1, F64)).add(1);
        Term size = f.scalar(0, F64).div(slower).neg().cast(dtype);
        Term sum = g.fma(g, f.input(2));
        Term denominator = sum.sqrt().add(f.scalar(2, F64).cast(dtype));
        f.result(f.input(0).add(size.mul(g).div(denominator)), f.all());
        f.result(sum, f.all());
    }

    private static void adadelta(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term rho = f.scalar(1, F64);
        Term eps = f.scalar(2, F64).cast(dtype);
        Term g = gradient(f, form, (form & DECAY) != 0, f.scalar(3, F64));
        Term squares = square(rho, f.input(2), g);
        Term delta = f.input(3).add(eps).sqrt().div(squares.add(eps).sqrt()).mul(g);
        f.result(f.scalar(0, F64).neg().cast(dtype).fma(delta, f.input(0)), f.all());
        f.result(squares, f.all());
        f.result(square(rho, f.input(3), delta), f.all());
    }

    private static void adamax(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term g = gradient(f, form, (form & DECAY) != 0, f.scalar(4, F64));
        Term mean = mixed(f.scalar(1, F64), f.input(2), g);
        Term kept = f.scalar(2, F64).cast(dtype).mul(f.input(3));
        Term greatest = kept.maximum(g.abs().add(f.scalar(3, F64).cast(dtype)));
        Term size = f.scalar(0, F64)
                .div(f.scalar(1, F64).pow(f.scalar(5, F64)).rsub(1))
                .neg()
                .cast(dtype);
        f.result(f.input(0).add(size.mul(mean).div(greatest)), f.all());
        f.result(mean, f.all());
        f.result(greatest, f.all());
    }

    private static void asgd(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term g = gradient(f, form, (form & DECAY) != 0, f.scalar(1, F64));
        Term rate = f.scalar(2, F64);
        Term kept = f.scalar(0, F64).mul(rate).rsub(1).cast(dtype);
        Term next = rate.neg().cast(dtype).fma(g, f.input(0).mul(kept));
        Term share = f.scalar(3, F64);
        Term average = share.cast(dtype).fma(next.sub(f.input(2)), f.input(2));
        f.result(next, f.all());
        f.result(share.eq(1).select(next, average), f.all());
    }

    private static void rprop(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term g = gradient(f, form, false, f.scalar(0, F64));
        Term agreement = g.mul(f.input(2));
        Term turned = agreement.lt(0);
        Term shrinking = turned.select(f.scalar(0, F64).cast(dtype), 1);
        Term factor = f.literal(dtype, 0).lt(agreement).select(f.scalar(1, F64).cast(dtype), shrinking);
        Term grown = f.input(3).mul(factor).maximum(f.scalar(2, F64).cast(dtype));
        Term greatest = f.scalar(3, F64).cast(dtype);
        Term size = greatest.lt(grown).select(greatest, grown);
        Term kept = turned.select(f.literal(dtype, 0), g);
        Term sign = f.literal(dtype, 0).lt(kept).select(size, 0).sub(kept.lt(0).select(size, 0));
        f.result(f.input(0).sub(sign), f.all());
        f.result(kept, f.all());
        f.result(size, f.all());
    }
}
