package dev.vecgrad.ops;

import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Losses over classes. A row is the classes of one sample; its label picks by comparison with the class number, in the pass that reads
 * the row anyway.
 *
 * <p>Scalars: 0 the label that is ignored, 1 the label smoothing. Results: the loss, and with labels how many of them name no class.
 */
final class ClassLosses {
    private static final Map<Options, LibraryFunction> NLL = new ConcurrentHashMap<>();
    private static final Map<Options, LibraryFunction> LABELS = new ConcurrentHashMap<>();
    private static final Map<Options, LibraryFunction> MARGIN = new ConcurrentHashMap<>();
    private static final Map<Options, LibraryFunction> SQUARED_MARGIN = new ConcurrentHashMap<>();
    private static final Map<Options, LibraryFunction> PROBABILITIES = new ConcurrentHashMap<>();

    /**
     * What a loss's kernels depend on.
     *
     * @param reduction what becomes of the rows' losses
     * @param weight whether classes are weighted; the weights are operand 2
     * @param smoothing whether labels are smoothed
     * @param planes whether a sample has more dims than its classes
     */
    record Options(LossReduction reduction, boolean weight, boolean smoothing, boolean planes) {}

    private ClassLosses() {}

    /** {@return the negative log likelihood; operands: log probabilities, labels, perhaps weights} */
    static LibraryFunction nll(Options options) {
        return NLL.computeIfAbsent(
                options, o -> new LibraryFunction(nllName(o), Order.BY_ROLE, f -> new Labels(f, o).likelihood()));
    }

    /** {@return cross entropy; operands: logits, labels, perhaps weights} */
    static LibraryFunction labels(Options options) {
        return LABELS.computeIfAbsent(
                options, o -> new LibraryFunction(nllName(o), Order.BY_ROLE, f -> new Labels(f, o).crossEntropy()));
    }

    /** {@return cross entropy; operands: logits, probabilities, perhaps weights} */
    static LibraryFunction probabilities(Options options) {
        return PROBABILITIES.computeIfAbsent(
                options,
                o -> new LibraryFunction(
                        o.reduction() == LossReduction.MEAN ? "DivBackward1" : "NegBackward0",
                        Order.BY_ROLE,
                        f -> probabilities(f, o)));
    }

    /** {@return the margin loss of several classes; operands: scores, labels, perhaps weights; scalar 1 is the margin} */
    static LibraryFunction margin(Options options, boolean squared) {
        return (squared ? SQUARED_MARGIN : MARGIN)
                .computeIfAbsent(
                        options,
                        o -> new LibraryFunction(
                                "MultiMarginLossBackward0", Order.BY_ROLE, f -> new Labels(f, o).margin(squared)));
    }

    private static String nllName(Options options) {
        return options.planes() ? "NllLoss2DBackward0" : "NllLossBackward0";
    }

    /**
     * The parts of log-softmax, which is {@code x - greatest - logSum}; kept apart, so that large logits lose no digits. Neither part has a
     * gradient by way of the maximum: together they do not depend on it.
     */
    private record Normaliser(Term greatest, Term logSum) {
        static Normaliser of(Definition f, Term x) {
            int row = f.dims(LibraryFunction.ROW);
            Term greatest = x.amax(row).detach();
            Term sum = x.sub(greatest).exp().sum(row);
            Term logSum = sum.log().declared(List.of(x, greatest, sum), (wrt, _, g) -> {
                Term exponentials = wrt.get(0).sub(wrt.get(1)).exp();
                return Term.gradients(exponentials.mul(g.div(wrt.get(2))), null, null);
            });
            f.save(greatest);
            f.save(sum);
            return new Normaliser(greatest, logSum);
        }

        Term of(Term x) {
            return x.sub(greatest).sub(logSum);
        }
    }

    private static void probabilities(Definition f, Options options) {
        int row = f.dims(LibraryFunction.ROW);
        int batch = f.dims(LibraryFunction.BATCH);
        Term x = f.input(0);
        Term y = f.input(1);
        if (options.smoothing()) {
            Term uniform =
                    f.scalar(1, DType.FLOAT64).div(f.extent(row, DType.FLOAT64)).cast(x.dtype());
            y = y.mul(f.scalar(1, DType.FLOAT64).rsub(1).cast(x.dtype())).add(uniform);
        }
        Term likelihood = Normaliser.of(f, x).of(x).mul(y);
        Term rows = (options.weight() ? likelihood.mul(f.input(2)) : likelihood).sum(row);
        Term result = switch (options.reduction()) {
            case NONE -> rows.neg();
            case SUM -> rows.sum(batch).neg();
            case MEAN -> rows.sum(batch).neg().div(f.extent(batch, x.dtype()));
        };
        f.result(result, f.dims(LibraryFunction.KEPT));
    }

    /** A loss with labels while it is being defined. */
    private static final class Labels {
        private final Definition f;
        private final Options options;
        private final int row;
        private final Term x;
        private final Term label;
        private final Term live;
        private final Term hit;

        Labels(Definition f, Options options) {
            this.f = f;
            this.options = options;
            this.row = f.dims(LibraryFunction.ROW);
            this.x = f.input(0);
            this.label = f.input(1).cast(DType.INT64);
            this.live = label.ne(f.scalar(0, DType.INT64));
            this.hit = f.index(row).eq(label.cast(DType.INT32));
        }

        void likelihood() {
            Term weight = weight();
            result(live.select(picked(x).neg().mul(weight), 0), weight);
        }

        void crossEntropy() {
            Normaliser normaliser = Normaliser.of(f, x);
            Term weight = weight();
            Term loss = normaliser.of(picked(x)).neg().mul(weight);
            result(live.select(options.smoothing() ? smoothed(loss, normaliser) : loss, 0), weight);
        }

        void margin(boolean squared) {
            Term gap = f.scalar(1, x.dtype()).sub(picked(x)).add(x);
            Term isShort = gap.le(f.literal(x.dtype(), 0)).or(hit).not();
            Term rows = isShort.select(squared ? gap.square() : gap, 0).sum(row).div(f.extent(row, x.dtype()));
            LossFunctions.reduceBatch(f, options.reduction(), options.weight() ? rows.mul(weight()) : rows);
            countOutside();
        }

        private Term smoothed(Term loss, Normaliser normaliser) {
            Term all = normaliser.of(x);
            Term sum = (options.weight() ? all.mul(f.input(2)) : all).sum(row).neg();
            Term smoothing = f.scalar(1, DType.FLOAT64);
            Term share = smoothing.div(f.extent(row, DType.FLOAT64)).cast(x.dtype());
            return loss.mul(smoothing.rsub(1).cast(x.dtype())).add(sum.mul(share));
        }

        private Term picked(Term values) {
            return hit.select(values, 0).sum(row);
        }

        /** The weight of each row: that of its label's class, 0 if it is ignored. */
        private Term weight() {
            Term weight = options.weight() ? picked(f.input(2)) : f.literal(x.dtype(), 1);
            if (options.weight()) {
                f.save(weight);
            }
            return live.select(weight, 0);
        }

        private void result(Term rows, Term weight) {
            int batch = f.dims(LibraryFunction.BATCH);
            Term result = switch (options.reduction()) {
                case NONE -> rows;
                case SUM -> rows.sum(batch);
                case MEAN -> rows.sum(batch).div(total(weight, batch));
            };
            f.result(result, f.dims(LibraryFunction.KEPT));
            countOutside();
        }

        private void countOutside() {
            int samples = f.dims(LibraryFunction.BATCH) | f.dims(LibraryFunction.KEPT);
            Term inside = label.lt(0).or(f.extent(row, DType.INT64).le(label)).not();
            f.result(live.and(inside.not()).cast(DType.INT64).sum(samples), 0);
        }

        private Term total(Term weight, int batch) {
            Term total = weight.sum(batch);
            f.save(total);
            return total;
        }
    }
}
