package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.golden.Agreement;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.ops.LossReduction;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All losses but those over classes against PyTorch: values, nodes, first and second gradients, of usual, one, no and extreme numbers. */
class MoreLossesTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("more_losses.txt");

    private interface Loss {
        Tensor of(Tensor[] in, LossReduction reduction);
    }

    private static final Map<String, Loss> LOSSES = losses();

    private static Map<String, Loss> losses() {
        Map<String, Loss> all = new TreeMap<>();
        all.put("l1", (in, r) -> new L1Loss(r).forward(in[0], in[1]));
        all.put("smooth_l1", (in, r) -> new SmoothL1Loss(r, 0.75).forward(in[0], in[1]));
        all.put("smooth_l1 beta 0", (in, r) -> new SmoothL1Loss(r, 0).forward(in[0], in[1]));
        all.put("huber", (in, r) -> new HuberLoss(r, 0.75).forward(in[0], in[1]));
        all.put("mse", (in, r) -> new MSELoss(r).forward(in[0], in[1]));
        all.put("bce", (in, r) -> new BCELoss(BCELoss.options().reduction(r)).forward(in[0], in[1]));
        all.put(
                "bce weight",
                (in, r) -> new BCELoss(BCELoss.options().reduction(r).weight(in[2])).forward(in[0], in[1]));
        putPoisson(all);
        var gaussian = GaussianNLLLoss.options();
        all.put("gaussian", (in, r) -> new GaussianNLLLoss(gaussian.reduction(r)).forward(in[0], in[1], in[2]));
        all.put(
                "gaussian full",
                (in, r) ->
                        new GaussianNLLLoss(gaussian.full(true).eps(0.25).reduction(r)).forward(in[0], in[1], in[2]));
        putMargins(all);
        putClasses(all);
        putTriplets(all);
        return all;
    }

    private static void putPoisson(Map<String, Loss> all) {
        var options = PoissonNLLLoss.options();
        all.put("poisson", (in, r) -> new PoissonNLLLoss(options.reduction(r)).forward(in[0], in[1]));
        all.put("poisson full", (in, r) -> new PoissonNLLLoss(options.full(true).reduction(r)).forward(in[0], in[1]));
        all.put(
                "poisson number",
                (in, r) -> new PoissonNLLLoss(options.logInput(false).eps(1e-3).reduction(r)).forward(in[0], in[1]));
        all.put(
                "poisson number full",
                (in, r) -> new PoissonNLLLoss(options.logInput(false).full(true).reduction(r)).forward(in[0], in[1]));
    }

    private static void putMargins(Map<String, Loss> all) {
        var hinge = HingeEmbeddingLoss.options();
        all.put("hinge_embedding", (in, r) -> new HingeEmbeddingLoss(hinge.reduction(r)).forward(in[0], in[1]));
        all.put(
                "hinge_embedding margin",
                (in, r) -> new HingeEmbeddingLoss(hinge.margin(0.25).reduction(r)).forward(in[0], in[1]));
        var ranking = MarginRankingLoss.options();
        all.put("margin_ranking", (in, r) -> new MarginRankingLoss(ranking.reduction(r)).forward(in[0], in[1], in[2]));
        all.put(
                "margin_ranking margin",
                (in, r) -> new MarginRankingLoss(ranking.margin(0.5).reduction(r)).forward(in[0], in[1], in[2]));
        all.put("soft_margin", (in, r) -> new SoftMarginLoss(r).forward(in[0], in[1]));
        var cosine = CosineEmbeddingLoss.options();
        all.put(
                "cosine_embedding 0.0",
                (in, r) -> new CosineEmbeddingLoss(cosine.reduction(r)).forward(in[0], in[1], in[2]));
        all.put(
                "cosine_embedding 0.3",
                (in, r) -> new CosineEmbeddingLoss(cosine.margin(0.3).reduction(r)).forward(in[0], in[1], in[2]));
    }

    private static void putClasses(Map<String, Loss> all) {
        var several = MultiMarginLoss.options();
        all.put(
                "multi_margin 1",
                (in, r) -> new MultiMarginLoss(several.margin(0.5).reduction(r)).forward(in[0], in[1]));
        all.put("multi_margin 2", (in, r) -> new MultiMarginLoss(several.p(2).reduction(r)).forward(in[0], in[1]));
        all.put(
                "multi_margin 1 weight",
                (in, r) -> new MultiMarginLoss(several.margin(0.5).weight(in[2]).reduction(r)).forward(in[0], in[1]));
        all.put("multilabel_margin", (in, r) -> new MultiLabelMarginLoss(r).forward(in[0], in[1]));
        var soft = MultiLabelSoftMarginLoss.options();
        all.put(
                "multilabel_soft_margin",
                (in, r) -> new MultiLabelSoftMarginLoss(soft.reduction(r)).forward(in[0], in[1]));
        all.put(
                "multilabel_soft_margin weight",
                (in, r) -> new MultiLabelSoftMarginLoss(soft.weight(in[2]).reduction(r)).forward(in[0], in[1]));
    }

    private static void putTriplets(Map<String, Loss> all) {
        var triplet = TripletMarginLoss.options();
        all.put("triplet_margin", (in, r) -> new TripletMarginLoss(triplet.reduction(r)).forward(in[0], in[1], in[2]));
        all.put(
                "triplet_margin swap",
                (in, r) -> new TripletMarginLoss(
                                triplet.margin(2).p(3).swap(true).reduction(r))
                        .forward(in[0], in[1], in[2]));
        var distance = TripletMarginWithDistanceLoss.options();
        all.put(
                "triplet_margin_with_distance",
                (in, r) -> new TripletMarginWithDistanceLoss(distance.reduction(r)).forward(in[0], in[1], in[2]));
        all.put(
                "triplet_margin_with_distance swap",
                (in, r) -> new TripletMarginWithDistanceLoss(
                                distance.distance((u, v) -> u.sub(v).square().sum(-1))
                                        .margin(3)
                                        .swap(true)
                                        .reduction(r))
                        .forward(in[0], in[1], in[2]));
    }

    /** Cases with their losses named first: one test for each loss. */
    static Stream<String> tested() {
        return names().map(MoreLossesTest::loss).distinct();
    }

    private static Stream<String> names() {
        return GOLDEN.text("cases").lines();
    }

    private static String loss(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static Tensor loss(String name, Tensor[] in) {
        String loss = loss(name);
        String reduction = name.substring(name.lastIndexOf('/') + 1);
        if (loss.startsWith("kl_div")) {
            var options = KLDivLoss.options()
                    .logTarget(loss.endsWith("logs"))
                    .reduction(KLDivLoss.Reduction.valueOf(reduction.toUpperCase(Locale.ROOT)));
            return new KLDivLoss(options).forward(in[0], in[1]);
        }
        return Objects.requireNonNull(LOSSES.get(loss), loss)
                .of(in, LossReduction.valueOf(reduction.toUpperCase(Locale.ROOT)));
    }

    private static Tensor[] inputs(String name, DType floating) {
        Tensor[] in = new Tensor[Integer.parseInt(GOLDEN.text(name + " inputs"))];
        Arrays.setAll(in, i -> {
            String key = name + " in" + i;
            boolean isFloating = GOLDEN.text(key + " dtype").equals("float64");
            Tensor flat = isFloating ? Tensor.of(GOLDEN.doubles(key)).to(floating) : Tensor.of(GOLDEN.longs(key));
            return flat.view(GOLDEN.longs(key + " shape")).clone();
        });
        IntStream.range(0, in.length)
                .filter(i -> GOLDEN.has(name + " first" + i))
                .forEach(i -> in[i].requiresGrad_(true));
        return in;
    }

    private static Tensor weighted(Tensor t) {
        return t.mul(Tensor.arange(1, 1 + t.numel()).view(t.shape().toArray())).sum();
    }

    private static void compare(String name, String part, @Nullable Tensor actual, double tolerance) {
        double[] expected = GOLDEN.doubles(name + " " + part);
        double[] found = actual == null ? new double[expected.length] : actual.toDoubleArray();
        Agreement.assertClose(found, expected, tolerance, name + " " + part);
    }

    @ParameterizedTest
    @MethodSource("tested")
    void agreesWithPyTorch(String loss) {
        names().filter(name -> loss(name).equals(loss)).forEach(MoreLossesTest::check);
    }

    private static void check(String name) {
        Tensor[] in = inputs(name, DType.FLOAT64);
        Tensor out = loss(name, in);
        assertThat(out.shape().toArray()).as(name).isEqualTo(GOLDEN.longs(name + " shape"));
        compare(name, "out", out, 1e-9);
        assertThat(Objects.requireNonNull(out.gradFn()).name()).as(name).isEqualTo(GOLDEN.text(name + " node"));
        List<Tensor> wanted = Arrays.stream(in).filter(Tensor::requiresGrad).toList();
        List<Tensor> first = Autograd.grad(List.of(weighted(out)), wanted, null, GradOptions.CREATE_GRAPH);
        for (int i = 0; i < wanted.size(); i++) {
            compare(name, "first" + i, first.get(i), 1e-9);
        }
        if (!GOLDEN.has(name + " second0")) {
            return;
        }
        List<@Nullable Tensor> second = new ArrayList<>();
        if (first.getFirst().requiresGrad()) {
            second.addAll(Autograd.gradOrNull(List.of(weighted(first.getFirst())), wanted, null, GradOptions.DEFAULT));
        }
        for (int i = 0; i < wanted.size(); i++) {
            compare(name, "second" + i, second.isEmpty() ? null : second.get(i), 1e-9);
        }
    }

    /**
     * Inputs are rounded to 24 bits and change results by at most their slopes: sums of 20 elements of slope 10 or less, quotients by 0.02 or more
     * once squared, and some ten roundings besides.
     */
    @Test
    void singlePrecisionIsNear() {
        names().filter(name -> name.contains("/usual/")).forEach(name -> {
            Tensor out = loss(name, inputs(name, DType.FLOAT32));
            assertThat(out.dtype()).isEqualTo(DType.FLOAT32);
            compare(name, "out", out.detach(), 0x1p-24 * 2500);
        });
    }

    @Test
    void textsArePytorchs() {
        for (Module module : new Module[] {
            new L1Loss(),
            new HuberLoss(),
            new KLDivLoss(),
            new BCELoss(),
            new GaussianNLLLoss(),
            new TripletMarginLoss()
        }) {
            assertThat(module).hasToString(module.getClass().getSimpleName() + "()");
        }
    }

    @Test
    void weightsAreBuffers() {
        Tensor weight = Tensor.ones(3);
        assertThat(new BCELoss(BCELoss.options().weight(weight)).stateDict()).containsOnlyKeys("weight");
        assertThat(new MultiMarginLoss(MultiMarginLoss.options().weight(weight)).stateDict())
                .containsOnlyKeys("weight");
    }

    @Test
    void distancesAreModulesToo() {
        Tensor a = Tensor.of(new float[][] {{3, 4}, {0, 1}});
        Tensor b = Tensor.of(new float[][] {{0, 0}, {0, 2}});
        assertThat(new PairwiseDistance(2, 0, false).forward(a, b).toFloatArray())
                .containsExactly(5, 1);
        assertThat(new PairwiseDistance(2, 0, true).forward(a, b).shape().toArray())
                .containsExactly(2, 1);
        assertThat(new CosineSimilarity().forward(a, b).toFloatArray()).containsExactly(0, 1);
        assertThat(a.normalize(1, 0).toFloatArray()).containsExactly(1, 0.8f, 0, 0.2f);
    }

    @Test
    void whatDoesNotFitIsAnError() {
        Tensor x = Tensor.ones(3, 4);
        assertThatThrownBy(() -> Losses.binaryCrossEntropy(x, Tensor.ones(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Using a target size ([3]) that is different to the input size ([3, 4])");
        assertThatThrownBy(() -> Losses.binaryCrossEntropy(x.mul(1.5), x))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("all elements of input should be between 0 and 1");
        assertThatThrownBy(() -> Losses.binaryCrossEntropy(x, x.neg())).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Losses.gaussianNllLoss(x, x, x.neg()))
                .hasMessageContaining("var has negative entry/entries");
        assertThatThrownBy(() -> Losses.gaussianNllLoss(x, x, Tensor.ones(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("var is of incorrect size");
        assertThatThrownBy(() -> Losses.marginRankingLoss(x, x, Tensor.ones(4)))
                .hasMessageContaining("All input tensors should have same dimension");
        assertThatThrownBy(() -> Losses.cosineEmbeddingLoss(x, x, x))
                .hasMessageContaining("2D target tensor expects 3D");
        assertThatThrownBy(() -> Losses.tripletMarginLoss(x, x, Tensor.ones(4)))
                .hasMessageContaining("anchor 2D, positive 2D, and negative 1D");
        assertThatThrownBy(() -> Losses.huberLoss(x, x, LossReduction.MEAN, 0)).hasMessageContaining("delta");
        assertThatThrownBy(() -> Losses.l1Loss(x, Tensor.ones(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("l1_loss: The size of tensor a");
        Tensor integers = Tensor.of(1L, 2L);
        assertThatThrownBy(() -> Losses.l1Loss(integers, integers)).isInstanceOf(DTypeException.class);
    }

    @Test
    void classesThatDoNotExistAreErrors() {
        Tensor x = Tensor.ones(3, 4);
        assertThatThrownBy(() -> Losses.multiMarginLoss(x, Tensor.of(0L, 4L, 1L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 4 is out of bounds.");
        assertThatThrownBy(() -> Losses.multiMarginLoss(
                        x, Tensor.of(0L, 1L, 1L), MultiMarginLoss.options().p(3)))
                .hasMessageContaining("only p == 1 and p == 2 supported");
        assertThatThrownBy(() -> Losses.multilabelMarginLoss(Tensor.ones(2), Tensor.of(2L, -1L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 2 is out of bounds.");
        assertThatThrownBy(() -> Losses.multilabelMarginLoss(x, Tensor.of(2L)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("inconsistent target size");
        assertThatThrownBy(() -> Losses.multilabelSoftMarginLoss(x, Tensor.ones(4)))
                .isInstanceOf(ShapeException.class);
    }
}
