package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Gradcheck;
import dev.vecgrad.autograd.TensorFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.nn.BCEWithLogitsLoss;
import dev.vecgrad.nn.CrossEntropyLoss;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.NLLLoss;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.LossReduction;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second gradients of ops that are not elementwise, against central differences. */
class OpGradientsTest {
    private static final Tensor LABELS = Tensor.of(2L, 0L, 1L, 2L);
    private static final Tensor WEIGHT = Tensor.of(0.5, 1.5, 2.0);

    /** A function and its inputs' shapes. */
    record Case(String name, TensorFunction function, long[]... shapes) {
        @Override
        public String toString() {
            return name + " " + Arrays.deepToString(shapes);
        }
    }

    private static Case of(String name, TensorFunction function, long[]... shapes) {
        return new Case(name, function, shapes);
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    @ParameterizedTest
    @MethodSource({"reductions", "rows", "movements", "products", "indexing", "losses"})
    void agreeWithDifferences(Case tested) {
        Gradcheck.gradcheck(tested.function, inputs(tested));
        Gradcheck.gradgradcheck(tested.function, inputs(tested));
    }

    /** Distinct numbers at least 0.01 apart, so that extrema have no ties within the differences. */
    private static Tensor[] inputs(Case tested) {
        SplittableRandom random = new SplittableRandom(7);
        return Arrays.stream(tested.shapes)
                .map(sizes -> distinct(sizes, random))
                .toArray(Tensor[]::new);
    }

    private static Tensor distinct(long[] sizes, SplittableRandom random) {
        int n = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (i * 7 % n - n / 2.0) / n * 3 + random.nextDouble(0.1, 0.1 + 1.0 / n);
        }
        return Tensor.of(numbers).view(sizes).detach().requiresGrad_(true);
    }

    static Stream<Case> reductions() {
        long[] x = shape(2, 3, 4);
        return Stream.of(
                of("sum", in -> in[0].sum(), x),
                of("sum over outer", in -> in[0].sum(0), x),
                of("sum over first and last", in -> in[0].sum(new int[] {0, 2}, true), x),
                of("mean", in -> in[0].mean(), x),
                of("mean over inner", in -> in[0].mean(-1), x),
                of("prod", in -> in[0].prod(), shape(2, 3)),
                of("prod over a dim", in -> in[0].prod(1), x),
                of("amax", in -> in[0].amax(1), x),
                of("amin", in -> in[0].amin(0, 2), x),
                of("max", in -> in[0].max(1).values(), x),
                of("min", in -> in[0].min(-1, true).values(), x),
                of("var", in -> in[0].var(1), x),
                of("var of all", in -> in[0].var(new int[] {0, 1, 2}, 0, false), x),
                of("std", in -> in[0].std(2), x),
                of("logsumexp", in -> in[0].logsumexp(1), x),
                of("logsumexp over two dims", in -> in[0].logsumexp(0, 2), x));
    }

    static Stream<Case> rows() {
        return Stream.of(
                of("softmax", in -> in[0].softmax(-1), shape(3, 4)),
                of("softmax over outer", in -> in[0].softmax(0), shape(3, 4)),
                of("softmax in the middle", in -> in[0].softmax(1), shape(2, 3, 2)),
                of("log_softmax", in -> in[0].logSoftmax(-1), shape(3, 4)),
                of("log_softmax over outer", in -> in[0].logSoftmax(0), shape(3, 4)));
    }

    static Stream<Case> movements() {
        long[] x = shape(2, 3, 4);
        return Stream.of(
                of("view", in -> in[0].view(6, 4).square(), x),
                of(
                        "reshape of a view",
                        in -> in[0].transpose(0, 2).reshape(6, 4).square(),
                        x),
                of("permute", in -> in[0].permute(2, 0, 1).square(), x),
                of("t", in -> in[0].t().square(), shape(2, 3)),
                of("squeeze", in -> in[0].squeeze().square(), shape(2, 1, 3)),
                of("unsqueeze", in -> in[0].unsqueeze(1).square(), shape(2, 3)),
                of("expand", in -> in[0].expand(4, 2, 3).square(), shape(2, 1)),
                of("flatten", in -> in[0].flatten(1, 2).square(), x),
                of("narrow", in -> in[0].narrow(1, 1, 2).square(), x),
                of("slice with a step", in -> in[0].slice(2, 0, 4, 3).square(), x),
                of("select", in -> in[0].select(1, 2).square(), x),
                of("unbind", in -> in[0].unbind(0).get(1).square(), x),
                of("contiguous", in -> in[0].t().contiguous().square(), shape(2, 3)),
                of("clone", in -> in[0].clone().square(), x),
                of("a write to a slice", OpGradientsTest::written, shape(3, 4), shape(4)),
                of("cat", in -> Tensor.cat(List.of(in), 1).square(), shape(2, 3), shape(2, 1)),
                of("stack", in -> Tensor.stack(List.of(in), 1).square(), shape(2, 3), shape(2, 3)));
    }

    private static Tensor written(Tensor... in) {
        Tensor copy = in[0].mul(2);
        copy.select(0, 1).mul_(in[1]);
        return copy.square();
    }

    /** Vectors, matrices and batches on either side. */
    static Stream<Case> products() {
        TensorFunction matmul = in -> in[0].matmul(in[1]);
        return Stream.of(
                of("matmul", matmul, shape(3), shape(3)),
                of("matmul", matmul, shape(2, 3), shape(3)),
                of("matmul", matmul, shape(3), shape(3, 2)),
                of("matmul", matmul, shape(2, 3), shape(3, 4)),
                of("matmul", matmul, shape(2, 2, 3), shape(3)),
                of("matmul", matmul, shape(3), shape(2, 3, 2)),
                of("matmul", matmul, shape(2, 2, 3), shape(3, 2)),
                of("matmul", matmul, shape(2, 3), shape(2, 3, 2)),
                of("matmul", matmul, shape(2, 2, 3), shape(2, 3, 2)),
                of("matmul", matmul, shape(2, 1, 2, 3), shape(2, 3, 2)),
                of("matmul of transposed", in -> in[0].t().matmul(in[1].t()), shape(3, 2), shape(4, 3)),
                of("addmm", in -> in[0].addmm(in[1], in[2]), shape(2), shape(3, 2), shape(2, 2)));
    }

    static Stream<Case> indexing() {
        Tensor index = Tensor.of(new long[][] {{0, 2, 2}, {1, 0, 3}});
        Tensor rows = Tensor.of(2L, 0L, 2L);
        return Stream.of(
                of("gather", in -> in[0].gather(1, index).square(), shape(2, 4)),
                of("scatterAdd", in -> in[0].scatterAdd(1, index, in[1]).square(), shape(2, 4), shape(2, 3)),
                of("indexSelect", in -> in[0].indexSelect(0, rows).square(), shape(3, 2)),
                of("indexAdd", in -> in[0].indexAdd(0, rows, in[1]).square(), shape(3, 2), shape(3, 2)));
    }

    static Stream<Case> losses() {
        return Stream.of(
                of("mse", in -> Losses.mseLoss(in[0], in[1]), shape(3, 4), shape(3, 4)),
                of("mse broadcast", in -> Losses.mseLoss(in[0], in[1], LossReduction.SUM), shape(3, 4), shape(4)),
                of("huber", in -> pair(in, (a, b) -> LossFunctions.huber(a, b, LossReduction.MEAN, 0.4)), shape(6)),
                of(
                        "smooth l1",
                        in -> pair(in, (a, b) -> LossFunctions.smoothL1(a, b, LossReduction.MEAN, 0.4)),
                        shape(6)),
                of("l1", in -> pair(in, (a, b) -> LossFunctions.l1(a, b, LossReduction.NONE)), shape(6)),
                of("bce", in -> Losses.binaryCrossEntropyWithLogits(in[0], in[1].sigmoid()), shape(6), shape(6)),
                of("bce weighted", OpGradientsTest::weightedBce, shape(2, 3)),
                of("cross entropy", in -> Losses.crossEntropy(in[0], LABELS), shape(4, 3)),
                of("cross entropy with choices", OpGradientsTest::chosenCrossEntropy, shape(4, 3)),
                of("cross entropy of probabilities", OpGradientsTest::softCrossEntropy, shape(4, 3), shape(4, 3)),
                of("nll", OpGradientsTest::weightedNll, shape(4, 3)));
    }

    private interface Loss {
        Value of(Value input, Value target);
    }

    private static Tensor pair(Tensor[] in, Loss loss) {
        Tensor target = Tensor.of(0.05, -0.1, 0.2, 2.0, -2.0, 0.31);
        return new Tensor(loss.of(in[0].value(), target.value()));
    }

    private static Tensor weightedBce(Tensor... in) {
        Tensor target = Tensor.of(new double[][] {{0, 1, 0.3}, {1, 0.5, 0}});
        return Losses.binaryCrossEntropyWithLogits(
                in[0], target, BCEWithLogitsLoss.options().weight(WEIGHT).posWeight(WEIGHT));
    }

    private static Tensor chosenCrossEntropy(Tensor... in) {
        return Losses.crossEntropy(
                in[0],
                LABELS,
                CrossEntropyLoss.options().weight(WEIGHT).ignoreIndex(1).labelSmoothing(0.1));
    }

    private static Tensor softCrossEntropy(Tensor... in) {
        return Losses.crossEntropy(in[0], in[1].softmax(1), CrossEntropyLoss.options());
    }

    private static Tensor weightedNll(Tensor... in) {
        return Losses.nllLoss(in[0].logSoftmax(1), LABELS, NLLLoss.options().weight(WEIGHT));
    }
}
