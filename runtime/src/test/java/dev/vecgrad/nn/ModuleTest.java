package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.ops.BagForm;
import dev.vecgrad.ops.PadMode;
import dev.vecgrad.ops.ResizeMode;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("modules.txt");

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("Linear", new Linear(10, 1)),
                Arguments.of("Linear without bias", new Linear(784, 256, false)),
                Arguments.of("Conv2d same", new Conv2d(3, 4, 3, Conv2d.options().padding("same"))),
                Arguments.of(
                        "Conv2d valid",
                        new Conv2d(3, 4, 3, 2, Conv2d.options().padding("valid").bias(false))),
                Arguments.of(
                        "Conv1d",
                        new Conv1d(
                                4,
                                4,
                                3,
                                Conv1d.options()
                                        .padding(1)
                                        .paddingMode(PadMode.REFLECT)
                                        .dilation(2)
                                        .groups(2))),
                Arguments.of("ConvTranspose1d", new ConvTranspose1d(3, 4, 3)),
                Arguments.of(
                        "ConvTranspose2d",
                        new ConvTranspose2d(
                                3, 4, 3, ConvTranspose2d.options().stride(2).outputPadding(1))),
                Arguments.of("MaxPool1d", new MaxPool1d(2)),
                Arguments.of(
                        "MaxPool2d",
                        new MaxPool2d(
                                3, 2, MaxPool2d.options().stride(2).padding(1).ceilMode(true))),
                Arguments.of("AvgPool1d", new AvgPool1d(3, AvgPool1d.options().padding(1))),
                Arguments.of(
                        "AvgPool2d", new AvgPool2d(2, 3, AvgPool2d.options().stride(1, 2))),
                Arguments.of("AdaptiveAvgPool1d", new AdaptiveAvgPool1d(3)),
                Arguments.of("AdaptiveAvgPool2d", new AdaptiveAvgPool2d(-1, 4)),
                Arguments.of("AdaptiveAvgPool3d", new AdaptiveAvgPool3d(1, 2, 3)),
                Arguments.of("AdaptiveMaxPool1d", new AdaptiveMaxPool1d(3)),
                Arguments.of("AdaptiveMaxPool2d", new AdaptiveMaxPool2d(2)),
                Arguments.of(
                        "MaxUnpool1d",
                        new MaxUnpool1d(3, MaxUnpool1d.options().stride(2).padding(1))),
                Arguments.of("MaxUnpool2d", new MaxUnpool2d(3, 2, MaxUnpool2d.options())),
                Arguments.of("Upsample factor", new Upsample(Upsample.options().scaleFactor(2))),
                Arguments.of(
                        "Upsample factors",
                        new Upsample(Upsample.options().scaleFactor(2, 0.5).mode(ResizeMode.BICUBIC))),
                Arguments.of(
                        "Upsample size", new Upsample(Upsample.options().size(7).mode(ResizeMode.NEAREST_EXACT))),
                Arguments.of(
                        "UpsamplingNearest2d",
                        new UpsamplingNearest2d(Upsample.options().size(3, 4))),
                Arguments.of(
                        "UpsamplingBilinear2d",
                        new UpsamplingBilinear2d(Upsample.options().scaleFactor(3))),
                Arguments.of("PixelShuffle", new PixelShuffle(2)),
                Arguments.of("PixelUnshuffle", new PixelUnshuffle(3)),
                Arguments.of("ChannelShuffle", new ChannelShuffle(4)),
                Arguments.of("EmbeddingBag", new EmbeddingBag(4, 3)),
                Arguments.of(
                        "EmbeddingBag choices",
                        new EmbeddingBag(
                                4,
                                3,
                                EmbeddingBag.options()
                                        .mode(BagForm.Mode.SUM)
                                        .rows(Embedding.options()
                                                .paddingIdx(-1L)
                                                .maxNorm(1.0)
                                                .normType(3)
                                                .scaleGradByFreq(true)))),
                Arguments.of("ZeroPad1d", new ZeroPad1d(2)),
                Arguments.of("ZeroPad2d", new ZeroPad2d(1, 2, 3, 4)),
                Arguments.of("ConstantPad2d", new ConstantPad2d(2, 3.5)),
                Arguments.of("ConstantPad3d", new ConstantPad3d(new long[] {1, 2, 3, 4, 5, 6}, -0.5)),
                Arguments.of("ReflectionPad1d", new ReflectionPad1d(1, 2)),
                Arguments.of("ReplicationPad2d", new ReplicationPad2d(1)),
                Arguments.of("CircularPad3d", new CircularPad3d(1)),
                Arguments.of("ReLU", new ReLU()),
                Arguments.of("GELU", new GELU()),
                Arguments.of("GELU tanh", new GELU(GELU.Approximate.TANH)),
                Arguments.of("Sigmoid", new Sigmoid()),
                Arguments.of("Tanh", new Tanh()),
                Arguments.of("SiLU", new SiLU()),
                Arguments.of("LeakyReLU", new LeakyReLU()),
                Arguments.of("LeakyReLU slope", new LeakyReLU(1e-5)),
                Arguments.of("ELU", new ELU()),
                Arguments.of("ELU alpha", new ELU(0.25)),
                Arguments.of("Softplus", new Softplus()),
                Arguments.of("Softplus both", new Softplus(2, 1e17)),
                Arguments.of("Softmax", new Softmax(1)),
                Arguments.of("LogSoftmax", new LogSoftmax(-1)),
                Arguments.of("Flatten", new Flatten()),
                Arguments.of("Flatten dims", new Flatten(0, 2)),
                Arguments.of("Dropout", new Dropout()),
                Arguments.of("Dropout p", new Dropout(0.1)),
                Arguments.of("Identity", new Identity()),
                Arguments.of("BCEWithLogitsLoss", new BCEWithLogitsLoss()),
                Arguments.of("CrossEntropyLoss", new CrossEntropyLoss()),
                Arguments.of(
                        "LinearCrossEntropyLoss",
                        new LinearCrossEntropyLoss(
                                5,
                                10,
                                LinearCrossEntropyLoss.options()
                                        .outFeatures(4, 3)
                                        .loss(CrossEntropyLoss.options().labelSmoothing(0.1)))),
                Arguments.of("MSELoss", new MSELoss()),
                Arguments.of("NLLLoss", new NLLLoss()),
                Arguments.of("Sequential empty", new Sequential()),
                Arguments.of(
                        "Sequential",
                        new Sequential(new Flatten(), new Linear(784, 256), new ReLU(), new Linear(256, 10))),
                Arguments.of(
                        "Sequential nested",
                        new Sequential(
                                new Linear(2, 3),
                                new Sequential(new ReLU(), new Sequential(new Tanh()), new Sequential()),
                                new Dropout(0.2))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void printsAsPytorch(String name, Module module) {
        assertThat(module).hasToString(GOLDEN.text("text " + name));
    }

    /** A model as a user writes it. */
    private static final class Net extends Layer {
        private final Linear hidden = register("hidden", new Linear(2, 3));
        private final Sequential tail = register("tail", new Sequential(new ReLU(), new Linear(3, 1)));
        private final Parameter scale = register("scale", new Parameter(Tensor.of(2f)));
        private final Tensor shift = registerBuffer("shift", Tensor.of(new float[] {1}));

        @Override
        public Tensor forward(Tensor x) {
            return tail.forward(hidden.forward(x)).mul(scale).add(shift);
        }
    }

    @Test
    void aModelPrintsItsParts() {
        assertThat(new Net()).hasToString("""
                        Net(
                          (hidden): Linear(in_features=2, out_features=3, bias=True)
                          (tail): Sequential(
                            (0): ReLU()
                            (1): Linear(in_features=3, out_features=1, bias=True)
                          )
                        )""");
    }

    @Test
    void namesArePathsInPytorchsOrder() {
        var net = new Net();
        assertThat(net.namedParameters().keySet())
                .containsExactly("scale", "hidden.weight", "hidden.bias", "tail.1.weight", "tail.1.bias");
        assertThat(net.namedBuffers().keySet()).containsExactly("shift");
        assertThat(net.namedModules().keySet()).containsExactly("", "hidden", "tail", "tail.0", "tail.1");
        assertThat(net.namedChildren().keySet()).containsExactly("hidden", "tail");
        assertThat(net.stateDict().keySet())
                .containsExactly("scale", "shift", "hidden.weight", "hidden.bias", "tail.1.weight", "tail.1.bias");
        var nested = new Sequential(new Linear(2, 3), new Sequential(new ReLU(), new Linear(3, 1, false)));
        assertThat(String.join(" ", nested.stateDict().keySet())).isEqualTo(GOLDEN.text("state nested"));
    }

    @Test
    void aSharedPartCountsOnce() {
        var shared = new Linear(2, 2);
        var model = new Sequential(shared, new Tanh(), shared);
        assertThat(model.parameters()).hasSize(2);
        assertThat(model.namedModules().keySet()).containsExactly("", "0", "1");
        assertThat(model.stateDict().keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    }

    @Test
    void badNamesAreErrors() {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>(Map.of("a.b", new ReLU()));
        assertThatThrownBy(() -> new Sequential(layers)).hasMessageContaining("can't be empty or contain \".\"");
        SequencedMap<String, Layer> unnamed = new LinkedHashMap<>(Map.of("", new ReLU()));
        assertThatThrownBy(() -> new Sequential(unnamed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trainingModeReachesAllModules() {
        var net = new Net();
        assertThat(net.namedModules().values()).allMatch(Module::isTraining);
        assertThat(net.eval()).isSameAs(net);
        assertThat(net.namedModules().values()).noneMatch(Module::isTraining);
        net.train();
        assertThat(net.namedModules().values()).allMatch(Module::isTraining);
    }

    @Test
    void applyVisitsInnerModulesFirst() {
        List<String> visited = new ArrayList<>();
        new Net().apply(module -> visited.add(module.name()));
        assertThat(visited).containsExactly("Linear", "ReLU", "Linear", "Sequential", "Net");
    }

    @Test
    void freezingStopsGradients() {
        var net = new Net();
        net.requiresGrad_(false);
        Tensor x = Tensor.ones(4, 2);
        assertThat(net.forward(x).requiresGrad()).isFalse();
        net.requiresGrad_(true);
        assertThat(net.forward(x).requiresGrad()).isTrue();
    }

    @Test
    void zeroGradDropsOrClearsGradients() {
        var net = new Net();
        net.forward(Tensor.ones(4, 2)).sum().backward();
        assertThat(net.parameters()).allMatch(p -> p.grad() != null);
        net.zeroGrad(false);
        assertThat(net.parameters()).allSatisfy(p -> assertThat(p.grad()).isNotNull());
        assertThat(net.parameters().getFirst().grad()).hasToString("tensor(0.)");
        net.zeroGrad();
        assertThat(net.parameters()).allMatch(p -> p.grad() == null);
    }

    @Test
    void aStateIsCopiedIntoAnEqualModel() {
        var from = new Net();
        var into = new Net();
        into.loadStateDict(from.stateDict());
        Tensor x = Tensor.of(new float[][] {{1, -2}, {0.5f, 3}});
        assertThat(into.forward(x).toFloatArray()).isEqualTo(from.forward(x).toFloatArray());
        Init.zeros_(from.hidden.weight());
        assertThat(into.hidden.weight().toFloatArray())
                .isNotEqualTo(from.hidden.weight().toFloatArray());
    }

    @Test
    void aStateIsConvertedToTheModulesDType() {
        var into = new Linear(2, 1);
        into.loadStateDict(Map.of("weight", Tensor.of(new double[][] {{0.1, 2}}), "bias", Tensor.of(new long[] {7})));
        assertThat(into.weight().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(into.weight().toFloatArray()).containsExactly(0.1f, 2);
        assertThat(into.weight().requiresGrad()).isTrue();
    }

    @Test
    void aStateThatDoesNotFitIsListedAndChangesNothing() {
        var into = new Linear(2, 1);
        float[] before = into.weight().toFloatArray();
        Map<String, Tensor> state = Map.of("weight", Tensor.ones(1, 3), "extra", Tensor.ones(1));
        assertThatThrownBy(() -> into.loadStateDict(state))
                .isInstanceOf(StateDictException.class)
                .hasMessage("Error(s) in loading state_dict for Linear:\n\tMissing key(s) in state_dict: \"bias\". "
                        + "\n\tUnexpected key(s) in state_dict: \"extra\". "
                        + "\n\tsize mismatch for weight: copying a param with shape [1, 3] from checkpoint, the shape in"
                        + " current model is [1, 2].");
        assertThat(into.weight().toFloatArray()).isEqualTo(before);
    }

    @Test
    void looseLoadingTellsWhatDiffers() {
        var into = new Linear(2, 1);
        IncompatibleKeys keys = into.loadStateDict(Map.of("weight", Tensor.ones(1, 2), "extra", Tensor.ones(1)), false);
        assertThat(keys).isEqualTo(new IncompatibleKeys(List.of("bias"), List.of("extra")));
        assertThat(keys.isEmpty()).isFalse();
        assertThat(into.weight().toFloatArray()).containsExactly(1, 1);
    }
}
