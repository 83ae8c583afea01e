package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The updates of optimisers, each one kernel that reads a parameter, its gradient and state and writes parameter and state in place.
 *
 * <p>Hyperparameters come in cells that are read at each call. What is made of them alone, such as {@code 1 - beta1^step}, is computed in
 * double before it is rounded to the parameter's dtype.
 */
public final class OptimizerSteps {
    private static final DType F64 = DType.FLOAT64;

    static final int MAXIMIZE = 1;
    static final int DECAY = 2;
    private static final int MOMENTUM = 4;
    private static final int FIRST = 8;
    private static final int NESTEROV = 16;
    private static final int AMSGRAD = 4;
    private static final int DECOUPLED = 8;

    private static final LibraryFunction[] SGD = new LibraryFunction[32];
    static final LibraryFunction[] ADAM = new LibraryFunction[16];

    static {
        Arrays.setAll(SGD, bits -> update("SGD", f -> sgd(f, bits)));
        Arrays.setAll(ADAM, bits -> update("Adam", f -> adam(f, bits)));
    }

    private OptimizerSteps() {}

    static LibraryFunction update(String name, LibraryFunction.Body body) {
        return new LibraryFunction(name, Order.LOGICAL, body);
    }

    /**
     * How SGD updates.
     *
     * @param maximize whether to ascend
     * @param decays whether a weight decay is added to the gradient
     * @param momentum whether the momentum buffer takes part
     * @param first whether this is the buffer's first use: it becomes the gradient
     * @param nesterov whether to look ahead along the buffer
     */
    public record SgdForm(boolean maximize, boolean decays, boolean momentum, boolean first, boolean nesterov) {
        int bits() {
            return bit(maximize, MAXIMIZE)
                    | bit(decays, DECAY)
                    | bit(momentum, MOMENTUM)
                    | bit(momentum && first, FIRST)
                    | bit(momentum && nesterov, NESTEROV);
        }
    }

    /**
     * How Adam updates.
     *
     * @param maximize whether to ascend
     * @param decays whether there is a weight decay
     * @param amsgrad whether the greatest second moment so far counts
     * @param decoupled whether the weight decay shrinks the parameter (AdamW) or is added to the gradient
     */
    public record AdamForm(boolean maximize, boolean decays, boolean amsgrad, boolean decoupled) {
        int bits() {
            return bit(maximize, MAXIMIZE)
                    | bit(decays, DECAY)
                    | bit(amsgrad, AMSGRAD)
                    | bit(decays && decoupled, DECOUPLED);
        }
    }

    static int bit(boolean set, int bit) {
        return set ? bit : 0;
    }

    /**
     * Steps along the gradient: {@code p -= lr d}, where d is {@code g} plus {@code weightDecay p}, or with momentum the buffer
     * {@code b = momentum b + (1 - dampening) d} (nesterov: {@code d + momentum b}).
     *
     * @param state empty, or the momentum buffer
     */
    public static void sgd(
            SgdForm form, Value p, Value g, Value[] state, Cell lr, Cell momentum, Cell dampening, Cell weightDecay) {
        run(SGD[form.bits()], p, g, state, form.momentum() && form.first(), lr, momentum, dampening, weightDecay);
    }

    /**
     * Steps by Adam: Kingma and Ba 2014, arXiv:1412.6980; decoupled: Loshchilov and Hutter 2017, arXiv:1711.05101; amsgrad: Reddi et al. 2018.
     *
     * @param state first and second moment, with amsgrad also the greatest second moment
     * @param step the number of this step, from 1
     */
    public static void adam(
            AdamForm form,
            Value p,
            Value g,
            Value[] state,
            Cell lr,
            Cell beta1,
            Cell beta2,
            Cell eps,
            Cell weightDecay,
            Cell step) {
        run(ADAM[form.bits()], p, g, state, false, lr, beta1, beta2, eps, weightDecay, step);
    }

    static void run(LibraryFunction update, Value p, Value g, Value[] state, boolean fresh, Cell... cells) {
        List<Value> in = new ArrayList<>(List.of(p, g));
        List<Value> out = new ArrayList<>(List.of(p));
        in.addAll(fresh ? List.of() : List.of(state));
        out.addAll(List.of(state));
        Arguments args = Arguments.broadcast(p.shape().toArray(), new int[p.rank()], in.toArray(Value[]::new));
        update.applyInto(out.toArray(Value[]::new), args, cells);
    }

    private static void sgd(Definition f, int form) {
        Term p = f.input(0);
        Term lr = f.scalar(0, F64);
        Term momentum = f.scalar(1, F64).cast(p.dtype());
        Term kept = f.scalar(2, F64).rsub(1).cast(p.dtype());
        Term d = gradient(f, form, (form & DECAY) != 0, f.scalar(3, F64));
        Term buffer = null;
        if ((form & MOMENTUM) != 0) {
            buffer = (form & FIRST) != 0 ? d : momentum.fma(f.input(2), kept.mul(d));
            d = (form & NESTEROV) != 0 ? momentum.fma(buffer, d) : buffer;
        }
        f.result(lr.neg().cast(p.dtype()).fma(d, p), f.all());
        if (buffer != null) {
            f.result(buffer, f.all());
        }
    }

    static Term gradient(Definition f, int form, boolean decays, Term weightDecay) {
        Term p = f.input(0);
        Term g = (form & MAXIMIZE) != 0 ? f.input(1).neg() : f.input(1);
        return decays ? weightDecay.cast(p.dtype()).fma(p, g) : g;
    }

    private static void adam(Definition f, int form) {
        DType dtype = f.input(0).dtype();
        Term lr = f.scalar(0, F64);
        Term beta1 = f.scalar(1, F64);
        Term beta2 = f.scalar(2, F64);
        Term eps = f.scalar(3, F64).cast(dtype);
        Term decay = f.scalar(4, F64);
        Term step = f.scalar(5, F64);
        boolean decoupled = (form & DECOUPLED) != 0;
        Term p = decoupled ? f.input(0).mul(lr.mul(decay).rsub(1).cast(dtype)) : f.input(0);
        Term g = gradient(f, form, (form & DECAY) != 0 && !decoupled, decay);
        Term first = beta1.rsub(1).cast(dtype).fma(g.sub(f.input(2)), f.input(2));
        Term second = beta2.cast(dtype)
                .fma(f.input(3), beta2.rsub(1).cast(dtype).mul(g).mul(g));
        Term greatest = (form & AMSGRAD) != 0 ? f.input(4).maximum(second) : second;
        Term size = lr.div(beta1.pow(step).rsub(1)).neg().cast(dtype);
        Term correction = beta2.pow(step).rsub(1).sqrt().cast(dtype);
        Term denominator = greatest.sqrt().div(correction).add(eps);
        f.result(p.add(size.mul(first).div(denominator)), f.all());
        f.result(first, f.all());
        f.result(second, f.all());
        if ((form & AMSGRAD) != 0) {
            f.result(greatest, f.all());
        }
    }
}
