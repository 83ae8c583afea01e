package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.ops.LossReduction;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses, the names of their nodes and their gradients, compared with PyTorch's in float64. */
class LossesTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("losses.txt");

    /* Some dozen roundings of numbers below 100. */
    private static final double TOLERANCE = 1e-13;

    private final Tensor z = given("z").requiresGrad_(true);
    private final Tensor z1 = given("z1").requiresGrad_(true);
    private final Tensor z2 = given("z2").requiresGrad_(true);

    private static Tensor given(String name) {
        return Tensor.of(GOLDEN.doubles(name))
                .view(GOLDEN.longs(name + " shape"))
                .clone();
    }

    private static Tensor labels(String name) {
        return Tensor.of(GOLDEN.longs(name)).view(GOLDEN.longs(name + " shape"));
    }

    private static String text(LossReduction reduction) {
        return reduction.name().toLowerCase(Locale.ROOT);
    }

    private void check(String name, Tensor loss, Tensor... inputs) {
        assertThat(loss.toDoubleArray()).as(name).containsExactly(GOLDEN.doubles(name + " loss"), within(TOLERANCE));
        Tensor weights = Tensor.arange(1, 1 + loss.numel()).view(loss.shape().toArray());
        loss.mul(weights).sum().backward();
        for (int i = 0; i < inputs.length; i++) {
            assertThat(Objects.requireNonNull(inputs[i].grad()).toDoubleArray())
                    .as(name)
                    .containsExactly(GOLDEN.doubles(name + " grad" + i), within(TOLERANCE));
            inputs[i].setGrad(null);
        }
    }

    private static void checkNode(String node, Tensor loss) {
        assertThat(Objects.requireNonNull(loss.gradFn()).name()).isEqualTo(node);
    }

    @ParameterizedTest
    @EnumSource
    void binaryCrossEntropy(LossReduction reduction) {
        Tensor y = given("y");
        for (String w : new String[] {"None", "weight", "row"}) {
            for (String p : new String[] {"None", "row"}) {
                var options = BCEWithLogitsLoss.options()
                        .reduction(reduction)
                        .weight(w.equals("None") ? null : given(w))
                        .posWeight(p.equals("None") ? null : given(p));
                Tensor loss = new BCEWithLogitsLoss(options).forward(z, y);
                checkNode("BinaryCrossEntropyWithLogitsBackward0", loss);
                check("bce " + text(reduction) + " weight=" + w + " pos=" + p, loss, z);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void squaredError(LossReduction reduction) {
        Tensor t = given("t").requiresGrad_(true);
        Tensor loss = new MSELoss(reduction).forward(z, t);
        checkNode("MseLossBackward0", loss);
        check("mse " + text(reduction), loss, z, t);
    }

    @ParameterizedTest
    @EnumSource
    void negativeLogLikelihood(LossReduction reduction) {
        for (Tensor weight : new @Nullable Tensor[] {null, given("row")}) {
            var options = NLLLoss.options().reduction(reduction).weight(weight);
            var loss = new NLLLoss(options);
            String kind = " " + text(reduction) + " weight=" + (weight == null ? "None" : "row");
            checkNode("NllLossBackward0", loss.forward(z, labels("labels")));
            check("nll" + kind, loss.forward(z, labels("labels")), z);
            check("nll ignored" + kind, loss.forward(z, labels("ignored")), z);
            check("nll ignore 2" + kind, new NLLLoss(options.ignoreIndex(2)).forward(z, labels("labels")), z);
            check("nll spatial" + kind, loss.forward(z2, labels("labels2")), z2);
            check("nll single" + kind, loss.forward(z1, Tensor.of(2)), z1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void crossEntropy(LossReduction reduction) {
        for (Tensor weight : new @Nullable Tensor[] {null, given("row")}) {
            for (double smoothing : new double[] {0, 0.2}) {
                crossEntropy(
                        CrossEntropyLoss.options()
                                .reduction(reduction)
                                .weight(weight)
                                .labelSmoothing(smoothing),
                        " " + text(reduction) + " weight=" + (weight == null ? "None" : "row") + " smoothing="
                                + smoothing);
            }
        }
    }

    private void crossEntropy(CrossEntropyOptions options, String kind) {
        var loss = new CrossEntropyLoss(options);
        check("ce" + kind, loss.forward(z, labels("labels")), z);
        check("ce ignored" + kind, loss.forward(z, labels("ignored")), z);
        check("ce ignore 2" + kind, new CrossEntropyLoss(options.ignoreIndex(2)).forward(z, labels("labels")), z);
        check("ce spatial" + kind, loss.forward(z2, labels("labels2")), z2);
        check("ce single" + kind, loss.forward(z1, Tensor.of(2)), z1);
        check("ce probabilities" + kind, loss.forward(z, given("probabilities")), z);
        check("ce probabilities spatial" + kind, loss.forward(z2, given("probabilities2")), z2);
        check("ce probabilities single" + kind, loss.forward(z1, given("probabilities1")), z1);
    }

    @Test
    void crossEntropyHasPytorchsNodes() {
        checkNode("NllLossBackward0", Losses.crossEntropy(z, labels("labels")));
        checkNode("DivBackward1", Losses.crossEntropy(z, given("probabilities")));
    }

    @Test
    void noProbabilityGivesANegativeZero() {
        Tensor logits = Tensor.of(1f, 2f, 3f).requiresGrad_(true);
        Tensor loss = Losses.crossEntropy(logits, Tensor.zeros(3));
        assertThat(loss).hasToString("tensor(-0., grad_fn=<DivBackward1>)");
        assertThat(String.format(Locale.ROOT, "%.5f", loss.item())).isEqualTo("-0.00000");
    }

    @Test
    void allSamplesIgnoredGiveNoNumber() {
        Tensor ignored = Tensor.of(-100L, -100L, -100L);
        assertThat(Losses.crossEntropy(z, ignored).item()).isNaN();
        assertThat(Losses.crossEntropy(z, ignored, CrossEntropyLoss.options().reduction(LossReduction.SUM))
                        .item())
                .isZero();
    }

    @Test
    void aClassThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> Losses.crossEntropy(z, Tensor.of(0L, 7L, 1L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 7 is out of bounds.");
        assertThatThrownBy(() -> Losses.nllLoss(z, Tensor.of(0L, -1L, 1L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target -1 is out of bounds.");
    }

    @Test
    void weightsOfClassesHaveNoGradientWithLabels() {
        Tensor labels = Tensor.of(0L, 3L, 1L);
        Tensor weight = given("row").detach().requiresGrad_(true);
        var options = CrossEntropyLoss.options().weight(weight);
        assertThatThrownBy(() -> Losses.crossEntropy(z, labels, options))
                .isInstanceOf(AutogradException.class)
                .hasMessageStartingWith("cross_entropy: the derivative for 'weight' is not implemented: with labels");
        assertThatThrownBy(() -> Losses.nllLoss(z, labels, NLLLoss.options().weight(weight)))
                .isInstanceOf(AutogradException.class);
        assertThat(Autograd.noGrad(() -> Losses.crossEntropy(z, labels, options))
                        .item())
                .isEqualTo(Losses.crossEntropy(
                                z, labels, CrossEntropyLoss.options().weight(weight.detach()))
                        .item());
        Losses.crossEntropy(z, given("y"), options).backward();
        assertThat(weight.grad()).isNotNull();
    }

    @Test
    void shapesThatDoNotFitAreErrors() {
        assertThatThrownBy(() -> Losses.binaryCrossEntropyWithLogits(z, Tensor.zeros(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Target size ([3]) must be the same as input size ([3, 4])");
        assertThatThrownBy(() -> Losses.binaryCrossEntropyWithLogits(
                        z, z, BCEWithLogitsLoss.options().weight(Tensor.ones(2, 1, 1))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 1, 1] does not broadcast to the shape of the input, [3, 4]");
        assertThatThrownBy(() -> Losses.crossEntropy(z, Tensor.of(1L, 2L)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Expected input batch_size (3) to match target batch_size (2).");
    }

    @Test
    void weightsAreBuffers() {
        Tensor row = given("row");
        var loss = new BCEWithLogitsLoss(BCEWithLogitsLoss.options().posWeight(row));
        assertThat(loss.stateDict().keySet()).containsExactly("pos_weight");
        assertThat(new CrossEntropyLoss(CrossEntropyLoss.options().weight(row))
                        .stateDict()
                        .keySet())
                .containsExactly("weight");
        assertThat(new CrossEntropyLoss().stateDict()).isEmpty();
        Tensor before = loss.forward(z, given("y"));
        loss.loadStateDict(Map.of("pos_weight", row.mul(2)));
        assertThat(loss.forward(z, given("y")).item()).isGreaterThan(before.item());
    }
}
