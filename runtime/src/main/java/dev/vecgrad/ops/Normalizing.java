package dev.vecgrad.ops;

import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;

/**
 * What normalisations compute: rows of elements with mean 0 and variance 1, times weights, plus a bias.
 *
 * <p>The variance is computed in two passes, with the second correcting the rounding of the mean, as in {@link Statistics}. With
 * {@code r = (x - mean) rstd} the gradient of a row is {@code rstd (g - mean(g) - r mean(g r))}, where g is the one of r. Scalar 0 is epsilon.
 */
final class Normalizing {
    private static final int WEIGHT = 1;
    private static final int BIAS = 2;

    /** Layer norm; operands: x, then weight and bias, if there are. */
    static final LibraryFunction[] LAYER = forms("NativeLayerNormBackward0", Normalizing::standard);

    /** Group norm; the same operands. */
    static final LibraryFunction[] GROUP = forms("NativeGroupNormBackward0", Normalizing::standard);

    /** Batch norm by the batch's own mean and variance; the same operands. Results: the rows, their means, their variances as of samples. */
    static final LibraryFunction[] BATCH = forms("NativeBatchNormBackward0", Normalizing::batch);

    /** Batch norm by given means and variances, which are operands 1 and 2, before weight and bias. */
    static final LibraryFunction[] BATCH_BY_RUNNING = forms("NativeBatchNormBackward0", Normalizing::byRunning);

    /** Division by the root mean square; operands: x, then the weight, if there is one. */
    static final LibraryFunction[] ROOT_MEAN_SQUARE = forms("MulBackward0", Normalizing::rootMeanSquare);

    /**
     * Running means and variances, operands 0 and 1, moved towards a batch's, 2 and 3, by the share scalar 0: {@code (1 - share) running +
     * share batch}.
     */
    static final LibraryFunction TOWARDS = new LibraryFunction("BatchNormStatistics", Order.LOGICAL, f -> {
        Term share = f.scalar(0, DType.FLOAT64);
        Term rest = share.rsub(1);
        for (int i = 0; i < 2; i++) {
            DType dtype = f.input(i).dtype();
            f.result(f.input(i).mul(rest.cast(dtype)).add(f.input(2 + i).mul(share.cast(dtype))), f.all());
        }
    });

    private Normalizing() {}

    private interface Body {
        void define(Definition f, int form);
    }

    private static LibraryFunction[] forms(String node, Body body) {
        LibraryFunction[] forms = new LibraryFunction[4];
        Arrays.setAll(forms, form -> new LibraryFunction(node, Order.LOGICAL, f -> body.define(f, form)));
        return forms;
    }

    /** {@return the one of four forms for what is there} */
    static LibraryFunction form(LibraryFunction[] forms, boolean weight, boolean bias) {
        return forms[(weight ? WEIGHT : 0) | (bias ? BIAS : 0)];
    }

    private static void standard(Definition f, int form) {
        f.result(affine(f, form, 1, new Rows(f).standardized()), f.all());
    }

    private static void batch(Definition f, int form) {
        Rows rows = new Rows(f);
        f.result(affine(f, form, 1, rows.standardized()), f.all());
        f.result(rows.mean().detach(), f.dims(LibraryFunction.KEPT));
        f.result(rows.sampleVariance().detach(), f.dims(LibraryFunction.KEPT));
    }

    private static void byRunning(Definition f, int form) {
        Term x = f.input(0);
        Term rstd = reciprocalRoot(f.input(2).detach(), epsilon(f, x.dtype()));
        Term r = x.sub(f.input(1).detach()).mul(rstd);
        f.result(affine(f, form, 3, r), f.all());
    }

    private static void rootMeanSquare(Definition f, int form) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term square = mean(x.square(), row);
        Term rstd = reciprocalRoot(square, epsilon(f, x.dtype())).declared(List.of(x), (wrt, r, g) -> {
            Term cube = r.mul(r).mul(r);
            return Term.gradients(mean(g.mul(cube), row, wrt.getFirst()).neg());
        });
        f.save(rstd);
        Term r = x.mul(rstd).declared(List.of(x, rstd), (wrt, y, g) -> {
            Term along = g.mul(y).sum(row).div(extent(g, row));
            return Term.gradients(wrt.get(1).mul(g.sub(y.mul(along))), null);
        });
        f.result(affine(f, form, 1, r), f.all());
    }

    private static Term affine(Definition f, int form, int operand, Term r) {
        Term scaled = (form & WEIGHT) != 0 ? r.mul(f.input(operand)) : r;
        return (form & BIAS) != 0 ? scaled.add(f.input((form & WEIGHT) != 0 ? operand + 1 : operand)) : scaled;
    }

    private static Term epsilon(Definition f, DType dtype) {
        return f.scalar(0, DType.FLOAT64).cast(dtype);
    }

    private static Term reciprocalRoot(Term square, Term epsilon) {
        Term root = square.add(epsilon).sqrt();
        return root.graph().literal(root.dtype(), 1).div(root);
    }

    private static Term extent(Term term, int row) {
        return term.graph().extent(row, term.dtype());
    }

    private static Term mean(Term x, int row) {
        return x.sum(row).div(extent(x, row));
    }

    /** {@return an element's share in a mean over a row, {@code g x / n}} */
    private static Term mean(Term g, int row, Term x) {
        return g.mul(x).div(extent(g, row));
    }

    /** Rows of operand 0 while a function of them is being defined. */
    private record Rows(Term x, Term mean, Term variance, Term rstd, int row) {
        Rows(Definition f) {
            this(f, f.input(0), f.dims(LibraryFunction.ROW));
        }

        private Rows(Definition f, Term x, int row) {
            this(f, x, Normalizing.mean(x, row), row);
        }

        private Rows(Definition f, Term x, Term mean, int row) {
            this(f, x, mean, squares(x, mean, row).div(extent(x, row)), row);
        }

        private Rows(Definition f, Term x, Term mean, Term variance, int row) {
            this(x, mean, variance, reciprocalDeviation(f, x, mean, variance, row), row);
            f.save(mean);
            f.save(rstd);
        }

        private static Term squares(Term x, Term mean, int row) {
            Term d = x.sub(mean);
            Term sum = d.sum(row);
            return d.square().sum(row).sub(sum.square().div(extent(x, row))).maximum(0);
        }

        private static Term reciprocalDeviation(Definition f, Term x, Term mean, Term variance, int row) {
            return reciprocalRoot(variance, epsilon(f, x.dtype())).declared(List.of(x, mean), (wrt, r, g) -> {
                Term cube = r.mul(r).mul(r);
                Term d = wrt.get(0).sub(wrt.get(1));
                return Term.gradients(Normalizing.mean(g.mul(cube), row, d).neg(), null);
            });
        }

        Term standardized() {
            return x.sub(mean).mul(rstd).declared(List.of(x, rstd), (wrt, y, g) -> {
                Term level = g.sum(row).div(extent(g, row));
                Term along = g.mul(y).sum(row).div(extent(g, row));
                return Term.gradients(wrt.get(1).mul(g.sub(level).sub(y.mul(along))), null);
            });
        }

        Term sampleVariance() {
            Term n = extent(x, row);
            return squares(x, mean, row).div(n.sub(1));
        }
    }
}
