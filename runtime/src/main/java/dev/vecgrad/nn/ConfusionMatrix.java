package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other one, and what follows: accuracy, precision, recall and F1, as scikit-learn defines them. A quotient by
 * zero is 0.
 */
public final class ConfusionMatrix {
    /** How the numbers of classes become one. Classes that neither are nor were said to be do not count. */
    public enum Average {
        /** That of class 1 alone. */
        BINARY,
        /** That of all samples together. */
        MICRO,
        /** The mean over classes. */
        MACRO,
        /** The mean over classes weighted by how many samples they have. */
        WEIGHTED
    }

    private final long[][] counts;

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /**
     * {@return the matrix of some samples}
     *
     * @param predictions class numbers, {@code [n]}, or scores, {@code [n, classes]}, of which the greatest counts
     * @param target class numbers, {@code [n]}
     * @throws IndexException if a class number is not below {@code classes}
     * @throws ShapeException if the shapes do not fit
     */
    public static ConfusionMatrix of(Tensor predictions, Tensor target, int classes) {
        long[] said = labels("confusion_matrix", predictions);
        long[] is = labels("confusion_matrix", target);
        if (said.length != is.length) {
            throw new ShapeException("confusion_matrix: Found input variables with inconsistent numbers of samples: "
                    + predictions.shape() + " and " + target.shape());
        }
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < is.length; i++) {
            requireClass(is[i], classes);
            requireClass(said[i], classes);
            counts[(int) is[i]][(int) said[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    private static void requireClass(long label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IndexException(
                    "confusion_matrix: Target " + label + " is out of bounds.: classes are from 0 to " + (classes - 1));
        }
    }

    /** {@return class numbers, those of the greatest scores if it is given scores} */
    static long[] labels(String op, Tensor predictions) {
        Tensor labels = predictions.dim() == 2 ? predictions.detach().argmax(1) : predictions.detach();
        if (labels.dim() != 1) {
            throw new ShapeException(
                    op + ": labels are a vector, scores a matrix: the shape is " + predictions.shape());
        }
        if (labels.dtype().isFloatingPoint()) {
            throw new DTypeException(op + ": labels are integers or bools: the dtype is " + labels.dtype());
        }
        return labels.to(DType.INT64).toLongArray();
    }

    /** {@return the matrix, int64: row i, column j counts samples of class i that were taken for class j} */
    public Tensor tensor() {
        int n = counts.length;
        long[] flat = new long[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(counts[i], 0, flat, i * n, n);
        }
        return new Tensor(HostArrays.of(flat, Shape.of(n, n)));
    }

    /** {@return the number of classes} */
    public int classes() {
        return counts.length;
    }

    private double right(int c) {
        return (double) counts[c][c];
    }

    private double is(int c) {
        return IntStream.range(0, classes())
                .mapToDouble(j -> (double) counts[c][j])
                .sum();
    }

    private double said(int c) {
        return IntStream.range(0, classes())
                .mapToDouble(i -> (double) counts[i][c])
                .sum();
    }

    private static double quotient(double a, double b) {
        return b == 0 ? 0 : a / b;
    }

    /** {@return the share of samples whose class was found} */
    public double accuracy() {
        return quotient(
                IntStream.range(0, classes()).mapToDouble(this::right).sum(),
                IntStream.range(0, classes()).mapToDouble(this::is).sum());
    }

    /** {@return of the samples that were taken for a class the share that are of it} */
    public double precision(int c) {
        return quotient(right(c), said(c));
    }

    /** {@return of the samples of a class the share that was found} */
    public double recall(int c) {
        return quotient(right(c), is(c));
    }

    /** {@return the harmonic mean of a class's precision and recall} */
    public double f1(int c) {
        return quotient(2 * right(c), is(c) + said(c));
    }

    /** {@return the averaged precision} */
    public double precision(Average average) {
        return average(average, this::precision);
    }

    /** {@return the averaged recall} */
    public double recall(Average average) {
        return average(average, this::recall);
    }

    /** {@return the averaged F1} */
    public double f1(Average average) {
        return average(average, this::f1);
    }

    private double average(Average average, IntToDoubleFunction ofClass) {
        return switch (average) {
            case BINARY -> ofClass.applyAsDouble(positiveClass());
            case MICRO -> accuracy();
            case MACRO -> mean(ofClass, c -> is(c) + said(c) > 0 ? 1 : 0);
            case WEIGHTED -> mean(ofClass, this::is);
        };
    }

    private int positiveClass() {
        if (classes() != 2) {
            throw new IllegalArgumentException(
                    "confusion_matrix: Target is multiclass but average='binary'. Please choose"
                            + " another average setting: there are " + classes() + " classes");
        }
        return 1;
    }

    private double mean(IntToDoubleFunction ofClass, IntToDoubleFunction weight) {
        double sum = 0;
        double total = 0;
        for (int c = 0; c < classes(); c++) {
            sum += weight.applyAsDouble(c) * ofClass.applyAsDouble(c);
            total += weight.applyAsDouble(c);
        }
        return quotient(sum, total);
    }
}
