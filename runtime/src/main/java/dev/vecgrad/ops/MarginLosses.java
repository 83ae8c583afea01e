package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.softplus;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Alignment;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Losses that ask for a distance between what is right and what is not, and are 0 where it is kept. */
public final class MarginLosses {
    private static final double COSINE_EPS = 1e-12;

    /** log(1 + exp(-y x)), computed without overflow. */
    private static final Declared SOFT_MARGIN =
            new Declared("softMargin", 2, a -> softplus(a.get(0).mul(a.get(1)).neg()), null);

    private static final ElementLoss HINGE_EMBEDDING = ElementLoss.composed("AddBackward0", MarginLosses::hinge);
    private static final ElementLoss RANKING = ElementLoss.composed("ClampMinBackward0", f -> {
        Term difference = f.input(0).sub(f.input(1));
        return positive(f.scalar(0, difference.dtype()).sub(f.input(2).mul(difference)));
    });
    private static final ElementLoss SOFT =
            ElementLoss.ofNode("SoftMarginLossBackward0", f -> f.input(0).apply(SOFT_MARGIN, f.input(1)));
    private static final ElementLoss TRIPLET = ElementLoss.composed(
            "ClampMinBackward0",
            f -> positive(f.scalar(0, f.input(0).dtype()).add(f.input(0)).sub(f.input(1))));

    private static final Map<LossReduction, LibraryFunction> COSINE = new EnumMap<>(LossReduction.class);
    private static final Map<LossReduction, LibraryFunction> MULTILABEL = new EnumMap<>(LossReduction.class);

    static {
        for (LossReduction reduction : LossReduction.values()) {
            COSINE.put(
                    reduction,
                    new LibraryFunction(
                            LossFunctions.reducedName("AddBackward0", reduction),
                            Order.BY_ROLE,
                            f -> LossFunctions.reduceBatch(f, reduction, cosine(f))));
            MULTILABEL.put(
                    reduction,
                    new LibraryFunction(
                            "MultilabelMarginLossBackward0",
                            Order.BY_ROLE,
                            f -> LossFunctions.reduceBatch(f, reduction, multilabel(f))));
        }
    }

    private MarginLosses() {}

    /** x where not below 0, also at NaN; on 0 the gradient passes. */
    private static Term positive(Term x) {
        return x.lt(0).not().select(x, 0);
    }

    private static Term hinge(Definition f) {
        Term x = f.input(0);
        Term y = f.input(1);
        Term far = positive(f.scalar(0, x.dtype()).sub(x));
        return y.ne(1).select(far, 0).add(y.ne(-1).select(x, 0));
    }

    /** {@return x where the target is 1, max(0, margin - x) where it is -1; broadcast} Another target gets both. */
    public static Value hingeEmbedding(Value input, Value target, double margin, LossReduction reduction) {
        return HINGE_EMBEDDING.apply("hinge_embedding_loss", reduction, List.of(input, target), new Cell(margin));
    }

    /**
     * {@return max(0, margin - y (a - b)), broadcast}
     *
     * @throws ShapeException if the numbers of dims differ
     */
    public static Value ranking(Value a, Value b, Value target, double margin, LossReduction reduction) {
        if (a.rank() != b.rank() || a.rank() != target.rank()) {
            throw new ShapeException(
                    "margin_ranking_loss: All input tensors should have same dimension but got sizes: input1: "
                            + a.shape() + ", input2: " + b.shape() + ", target: " + target.shape());
        }
        return RANKING.apply("margin_ranking_loss", reduction, List.of(a, b, target), new Cell(margin));
    }

    /** {@return log(1 + exp(-y x)), broadcast} */
    public static Value soft(Value input, Value target, LossReduction reduction) {
        return SOFT.apply("soft_margin_loss", reduction, List.of(input, target));
    }

    /** {@return max(0, margin + near - far), broadcast} */
    public static Value triplet(Value near, Value far, double margin, LossReduction reduction) {
        return TRIPLET.apply("triplet_margin_loss", reduction, List.of(near, far), new Cell(margin));
    }

    /**
     * {@return the loss of the p-norm distances along the last dim of anchor to positive and to negative, {@link #triplet}}
     *
     * @param eps what is added to each difference
     * @param swap whether negative's distance to positive counts where it is less
     * @throws ShapeException if the numbers of dims differ
     */
    public static Value tripletMargin(
            Value anchor,
            Value positive,
            Value negative,
            double margin,
            double p,
            double eps,
            boolean swap,
            LossReduction reduction) {
        if (anchor.rank() != positive.rank() || anchor.rank() != negative.rank()) {
            throw new ShapeException(
                    "triplet_margin_loss: The anchor, positive, and negative tensors are expected to have"
                            + " the same number of dimensions, but got: anchor " + anchor.rank() + "D, positive "
                            + positive.rank() + "D, and negative " + negative.rank() + "D inputs");
        }
        Value near = Distances.pairwise(anchor, positive, p, eps, false);
        Value far = Distances.pairwise(anchor, negative, p, eps, false);
        if (swap) {
            far = PointwiseArithmetic.MINIMUM.apply(far, Distances.pairwise(positive, negative, p, eps, false));
        }
        return triplet(near, far, margin, reduction);
    }

    // ---- of rows

    /** Operands: two [n, d], the target [n]; scalar: margin. */
    private static Term cosine(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term a = f.input(0);
        Term b = f.input(1);
        Term squares =
                a.square().sum(row).add(COSINE_EPS).mul(b.square().sum(row).add(COSINE_EPS));
        Term cosine = a.mul(b).sum(row).div(squares.sqrt());
        Term y = f.input(2);
        Term apart = positive(cosine.sub(f.scalar(0, a.dtype())));
        return y.eq(1).select(cosine.rsub(1), 0).add(y.eq(-1).select(apart, 0));
    }

    /**
     * {@return 1 - cos where the target is 1, max(0, cos - margin) where it is -1}
     *
     * @param a {@code [n, d]} or {@code [d]}
     * @param b the same
     * @param target {@code [n]}, or a scalar
     * @throws ShapeException if the shapes do not fit
     */
    public static Value cosineEmbedding(Value a, Value b, Value target, double margin, LossReduction reduction) {
        String op = "cosine_embedding_loss";
        if (target.rank() > 1 || a.rank() != target.rank() + 1 || b.rank() != target.rank() + 1) {
            throw new ShapeException(op + ": " + target.rank() + "D target tensor expects " + (target.rank() + 1)
                    + "D input tensors, but found inputs with sizes " + a.shape() + " and " + b.shape() + ".");
        }
        LossFunctions.requireSameShape(op, a, b);
        if (target.rank() == 1 && target.numel() != a.shape().size(0) && target.numel() != 1) {
            throw new ShapeException(
                    op + ": The size of tensor a (" + a.shape().size(0) + ") must match the size of tensor b ("
                            + target.numel() + "): the target has a number for each row");
        }
        int rank = a.rank();
        int[] own = new int[rank];
        Arrays.setAll(own, d -> d == rank - 1 ? Alignment.NONE : d);
        Alignment whole = Alignment.trailing(rank, rank);
        Arguments arguments = Arguments.aligned(
                a.shape().toArray(),
                LossFunctions.rowRoles(rank, 1, reduction),
                new Alignment[] {whole, whole, Alignment.of(own)},
                LossFunctions.oneDType(op, List.of(a, b, target)));
        return function(COSINE, reduction).applySingle(arguments, false, new Cell(margin));
    }

    private static LibraryFunction function(Map<LossReduction, LibraryFunction> functions, LossReduction reduction) {
        LibraryFunction found = functions.get(reduction);
        if (found == null) {
            throw new AssertionError(reduction);
        }
        return found;
    }

    /**
     * {@return the mean over classes of {@code weight[y] max(0, margin - x[y] + x[c])^p}, c not y}
     *
     * @param input {@code [n, classes]} or {@code [classes]}
     * @param target class numbers, {@code [n]} or a scalar
     * @param p 1 or 2
     * @param weight a factor for each class; null for none
     * @throws ShapeException if the shapes do not fit
     * @throws IndexException if a class number is none
     */
    public static Value multiMargin(
            Value input, Value target, int p, double margin, @Nullable Value weight, LossReduction reduction) {
        if (p != 1 && p != 2) {
            throw new IllegalArgumentException("multi_margin_loss: only p == 1 and p == 2 supported: p is " + p);
        }
        requireMatrix("multi_margin_loss", input);
        return LossFunctions.multiMargin(input, target, p, margin, weight, reduction);
    }

    private static void requireMatrix(String op, Value input) {
        if (input.rank() == 0 || input.rank() > 2) {
            throw new ShapeException(
                    op + ": Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
                            + input.shape());
        }
    }

    /** Operands: scores of targets [n, t], scores [n, c], whether a target counts [n, t], whether a class is no target [n, c]. */
    private static Term multilabel(Definition f) {
        Term scores = f.input(1);
        Term gap = scores.sub(f.input(0)).add(1);
        Term counts =
                f.input(2).and(f.input(3)).and(gap.le(f.literal(gap.dtype(), 0)).not());
        int row = f.dims(LibraryFunction.ROW);
        return counts.select(gap, 0).sum(row).div(f.extent(scores.dims() & row, scores.dtype()));
    }

    /**
     * {@return the sum over targets t and classes c that are none of {@code max(0, 1 - x[t] + x[c])}, divided by the number of classes}
     *
     * @param input {@code [n, classes]} or {@code [classes]}
     * @param target class numbers of the same shape; those from the first -1 on do not count
     * @throws ShapeException if the shapes differ
     * @throws IndexException if a class number that counts is none
     */
    public static Value multilabelMargin(Value input, Value target, LossReduction reduction) {
        String op = "multilabel_margin_loss";
        requireMatrix(op, input);
        LossFunctions.requireSameShape(op, input, target);
        if (target.dtype() != DType.INT64) {
            throw new DTypeException(op + ": expected scalar type Long but found " + target.dtype()
                    + ": targets are class numbers, int64");
        }
        Value floating = LossFunctions.oneDType(op, List.of(input))[0];
        int last = input.rank() - 1;
        Value labels = target.detach();
        Value counts = counting(labels, last);
        Value indices = Choice.where(counts, labels, Scalar.of(0L));
        LossFunctions.requireClasses(op, indices, input.shape().size(last));
        Value isNone = PointwiseLogic.LOGICAL_NOT.apply(hit(indices, counts, last));
        Value targets = Indexing.gather(floating, last, indices);
        return function(MULTILABEL, reduction)
                .applySingle(multilabelArguments(targets, floating, counts, isNone, reduction), false);
    }

    /** True up to the first -1 of each row. */
    private static Value counting(Value labels, int dim) {
        Value ended = Arithmetic.cast(PointwiseLogic.EQ.apply(labels, Scalar.of(-1L)), DType.INT64);
        return PointwiseLogic.EQ.apply(Scans.cumsum(ended, dim), Scalar.of(0L));
    }

    private static Value hit(Value indices, Value counts, int dim) {
        Value none = Arithmetic.full(indices.shape(), DType.INT64, 0, indices.device());
        Value hits = Indexing.scatterAdd(none, dim, indices, Arithmetic.cast(counts, DType.INT64));
        return PointwiseLogic.GT.apply(hits, Scalar.of(0L));
    }

    /** The call's dims: the batch if there is one, targets, classes. */
    private static Arguments multilabelArguments(
            Value targets, Value scores, Value counts, Value isNone, LossReduction reduction) {
        int batch = scores.rank() - 1;
        long classes = scores.shape().size(batch);
        long[] sizes = Arrays.copyOf(scores.shape().toArray(), batch + 2);
        sizes[batch + 1] = classes;
        int[] first = new int[batch + 2];
        int[] second = new int[batch + 2];
        Arrays.setAll(first, d -> d <= batch ? d : Alignment.NONE);
        Arrays.setAll(second, d -> d < batch ? d : d == batch ? Alignment.NONE : batch);
        Alignment ofTargets = Alignment.of(first);
        Alignment ofClasses = Alignment.of(second);
        return Arguments.aligned(
                sizes,
                LossFunctions.rowRoles(batch + 2, 2, reduction),
                new Alignment[] {ofTargets, ofClasses, ofTargets, ofClasses},
                targets,
                scores,
                counts,
                isNone);
    }
}
