package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How good predictions are, as scikit-learn measures it; nothing here has gradients. See also {@link ConfusionMatrix}. */
public final class Metrics {
    private Metrics() {}

    /**
     * {@return the share of samples whose class was found}
     *
     * @param predictions class numbers, {@code [n]}, or scores, {@code [n, classes]}, of which the greatest counts
     * @param target class numbers, {@code [n]}
     */
    public static double accuracy(Tensor predictions, Tensor target) {
        long[] said = ConfusionMatrix.labels("accuracy", predictions);
        long[] is = ConfusionMatrix.labels("accuracy", target);
        if (said.length != is.length) {
            throw new ShapeException("accuracy: Found input variables with inconsistent numbers of samples: "
                    + predictions.shape() + " and " + target.shape());
        }
        return (double) IntStream.range(0, is.length)
                        .filter(i -> is[i] == said[i])
                        .count()
                / is.length;
    }

    /**
     * {@return the share of samples whose class is among the {@code k} with the greatest scores; of equal scores that of the later class is the greater}
     *
     * @param scores {@code [n, classes]}
     * @param target class numbers, {@code [n]}
     */
    public static double topKAccuracy(Tensor scores, Tensor target, int k) {
        if (scores.dim() != 2
                || target.dim() != 1
                || scores.shape().size(0) != target.shape().size(0)) {
            throw new ShapeException("top_k_accuracy: scores are [n, classes] and the target [n]: the shapes are "
                    + scores.shape() + " and " + target.shape());
        }
        Tensor all = scores.detach();
        Tensor own = target.detach().to(DType.INT64).unsqueeze(1);
        Tensor score = all.gather(1, own);
        Tensor later = Tensor.arange(scores.shape().size(1)).gt(own).logicalAnd(all.eq(score));
        Tensor ahead = all.gt(score).logicalOr(later).to(DType.INT64).sum(1);
        return ahead.lt((long) k).sum().item() / (double) target.numel();
    }

    /**
     * {@return the area under the curve of hits over false alarms: the probability that a sample that is true has a greater score than one that is not,
     * equal scores counting half}
     *
     * @param scores {@code [n]}
     * @param truth whether it is true, {@code [n]}: bools, or 0 and 1
     * @throws VecgradException if all are true or none is
     */
    public static double rocAuc(Tensor scores, Tensor truth) {
        if (scores.dim() != 1 || !scores.shape().equals(truth.shape())) {
            throw new ShapeException("roc_auc: scores and truths are vectors of the same size: the shapes are "
                    + scores.shape() + " and " + truth.shape());
        }
        return area(
                scores.detach().toDoubleArray(),
                truth.detach().ne(0L).to(DType.INT64).toLongArray(),
                1);
    }

    /**
     * {@return the mean over classes of {@link #rocAuc} of each against all others}
     *
     * @param scores {@code [n, classes]}
     * @param target class numbers, {@code [n]}
     * @throws VecgradException if a class has no sample, or all
     */
    public static double rocAucOneVsRest(Tensor scores, Tensor target) {
        if (scores.dim() != 2
                || target.dim() != 1
                || scores.shape().size(0) != target.shape().size(0)) {
            throw new ShapeException("roc_auc: scores are [n, classes] and the target [n]: the shapes are "
                    + scores.shape() + " and " + target.shape());
        }
        long[] labels = ConfusionMatrix.labels("roc_auc", target);
        int classes = Math.toIntExact(scores.shape().size(1));
        return IntStream.range(0, classes)
                .mapToDouble(c -> area(scores.detach().select(1, c).toDoubleArray(), labels, c))
                .average()
                .orElse(Double.NaN);
    }

    /** By the sum of the ranks of what is true; equal scores share their ranks. */
    private static double area(double[] scores, long[] labels, long positive) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double ranks = 0;
        long trues = 0;
        for (int i = 0; i < scores.length; i++) {
            if (labels[i] == positive) {
                trues++;
                ranks += (first(sorted, scores[i], false) + first(sorted, scores[i], true) + 1) / 2.0;
            }
        }
        double falses = (double) scores.length - trues;
        if (trues == 0 || falses == 0) {
            throw new VecgradException(
                    "roc_auc: Only one class present in y_true. ROC AUC score is not defined in that case.");
        }
        return (ranks - trues * (trues + 1.0) / 2) / (trues * falses);
    }

    /** {@return the first place in rising numbers that holds {@code number} or more; or more than it} */
    private static int first(double[] sorted, double number, boolean above) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean isBelow = above ? sorted[middle] <= number : sorted[middle] < number;
            low = isBelow ? middle + 1 : low;
            high = isBelow ? high : middle;
        }
        return low;
    }
}
