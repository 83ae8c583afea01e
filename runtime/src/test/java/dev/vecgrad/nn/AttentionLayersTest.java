package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.core.Generator;
import dev.vecgrad.golden.Agreement;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention and transformer layers against PyTorch in float64: results, first and second gradients, texts, states, initial numbers. */
class AttentionLayersTest {
    private static final GoldenLayers GOLDEN = new GoldenLayers("attention.txt");
    static final MultiheadAttentionOptions OPTIONS =
            MultiheadAttention.options().batchFirst(true);
    static final TransformerOptions BLOCK =
            TransformerEncoderLayer.options().dimFeedforward(6).dropout(0);
    private static final AttentionCall CALL = AttentionCall.options();

    /** A call of a module with query, key and value. */
    interface Call {
        MultiheadAttention.Result of(Tensor q, Tensor k, Tensor v);
    }

    private static Tensor causal() {
        return Tensor.ones(new long[] {4, 4}, DType.BOOL).triu(1);
    }

    private static Tensor padding() {
        return Tensor.of(new boolean[][] {{false, false, true, false}, {false, true, true, false}});
    }

    private static Arguments attention(String name, MultiheadAttention module, AttentionCall options) {
        return Arguments.of(name, module, (Call) (q, k, v) -> module.forward(q, k, v, options));
    }

    static Stream<Arguments> cases() {
        return Stream.concat(cases(DType.FLOAT64), AttentionExtremes.cases(DType.FLOAT64));
    }

    static Stream<Arguments> singleCases() {
        return Stream.concat(cases(DType.FLOAT32), AttentionExtremes.cases(DType.FLOAT32));
    }

    private static Stream<Arguments> cases(DType dtype) {
        MultiheadAttentionOptions heads = OPTIONS.dtype(dtype);
        TransformerOptions blocks = BLOCK.dtype(dtype);
        return Stream.concat(
                decoders(blocks),
                Stream.of(
                        attention("self", new MultiheadAttention(6, 2, heads), CALL),
                        attention("self without weights", new MultiheadAttention(6, 2, heads), CALL.needWeights(false)),
                        attention(
                                "each head",
                                new MultiheadAttention(6, 3, heads.batchFirst(false)),
                                CALL.averageAttnWeights(false)),
                        attention(
                                "sizes",
                                new MultiheadAttention(4, 2, heads.kdim(3L).vdim(5L)),
                                CALL.keyPaddingMask(padding())),
                        attention("without bias", new MultiheadAttention(4, 1, heads.bias(false)), CALL),
                        attention(
                                "added",
                                new MultiheadAttention(
                                        4, 2, heads.addBiasKv(true).addZeroAttn(true)),
                                CALL.keyPaddingMask(padding())
                                        .attnMask(causal())
                                        .needWeights(false)),
                        attention(
                                "causal",
                                new MultiheadAttention(4, 2, heads),
                                CALL.attnMask(causal()).needWeights(false).isCausal(true)),
                        block("block", new TransformerEncoderLayer(4, 2, blocks), null, null, false),
                        block(
                                "block first",
                                new TransformerEncoderLayer(
                                        4,
                                        2,
                                        blocks.normFirst(true)
                                                .batchFirst(true)
                                                .activation(TransformerOptions.Activation.GELU)
                                                .layerNormEps(1e-3)),
                                causal(),
                                null,
                                true),
                        block(
                                "block without bias",
                                new TransformerEncoderLayer(
                                        4, 2, blocks.bias(false).batchFirst(true)),
                                null,
                                padding(),
                                false),
                        encoder(blocks)));
    }

    private static Stream<Arguments> decoders(TransformerOptions blocks) {
        TransformerOptions first = blocks.batchFirst(true);
        DecoderCall none = DecoderCall.options();
        DecoderCall paddings = none.memoryKeyPaddingMask(memoryPadding());
        var transformer = new Transformer(4, 2, 1, 2, first);
        return Stream.of(
                decoder("decoder block", new TransformerDecoderLayer(4, 2, blocks), none),
                decoder(
                        "decoder block first",
                        new TransformerDecoderLayer(
                                4, 2, first.normFirst(true).activation(TransformerOptions.Activation.GELU)),
                        none.tgtMask(causal()).tgtIsCausal(true).memoryMask(memoryMask())),
                decoder(
                        "decoder block without bias",
                        new TransformerDecoderLayer(4, 2, first.bias(false)),
                        paddings.tgtKeyPaddingMask(padding())),
                decoder("decoder block of one", new TransformerDecoderLayer(4, 2, first), none),
                decoder(
                        "decoder",
                        new TransformerDecoder(
                                new TransformerDecoderLayer(4, 2, first), 2, new LayerNorm(Shape.of(4), first.norms())),
                        none.tgtMask(TransformerEncoder.causalMask(4, first.dtype()))),
                Arguments.of("transformer", transformer, (Call) (src, tgt, _) -> result(
                        transformer.forward(src, tgt, null, memoryPadding(), false, paddings.tgtMask(causal())))));
    }

    private static Arguments decoder(String name, TransformerDecoderLayer layer, DecoderCall masks) {
        return Arguments.of(name, layer, (Call) (tgt, memory, _) -> result(layer.forward(tgt, memory, masks)));
    }

    private static Arguments decoder(String name, TransformerDecoder decoder, DecoderCall masks) {
        return Arguments.of(name, decoder, (Call) (tgt, memory, _) -> result(decoder.forward(tgt, memory, masks)));
    }

    static MultiheadAttention.Result result(Tensor output) {
        return new MultiheadAttention.Result(output, null);
    }

    private static Tensor memoryPadding() {
        return Tensor.of(new boolean[][] {{false, false, true}, {false, false, false}});
    }

    private static Tensor memoryMask() {
        return Tensor.of(
                new boolean[][] {{false, true, false}, {false, false, true}, {true, false, false}, {false, false, false}
                });
    }

    private static Arguments block(
            String name,
            TransformerEncoderLayer layer,
            @Nullable Tensor mask,
            @Nullable Tensor padding,
            boolean isCausal) {
        return Arguments.of(name, layer, (Call) (x, _, _) -> result(layer.forward(x, mask, padding, isCausal)));
    }

    private static Arguments encoder(TransformerOptions blocks) {
        var encoder = new TransformerEncoder(
                new TransformerEncoderLayer(4, 2, blocks.batchFirst(true)),
                2,
                new LayerNorm(Shape.of(4), blocks.norms()));
        return Arguments.of("encoder", encoder, (Call)
                (x, _, _) -> result(encoder.forward(x, TransformerEncoder.causalMask(4, blocks.dtype()), null, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithPytorch(String name, Module module, Call call) {
        assertThat(module).hasToString(GOLDEN.file().text(name + ".text"));
        assertThat(String.join(" ", module.stateDict().keySet()))
                .isEqualTo(GOLDEN.file().text(name + ".keys"));
        GoldenLayers.fill(module.parameters(), GOLDEN.file().doubles(name + ".parameters"));
        run(name, module, call, x -> x).forEach((entry, found) -> GOLDEN.assertClose(found, entry));
    }

    /** A block is some 30 operations in a row, three blocks with their gradients at most 300: {@link Agreement#assertNear} says what follows. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("singleCases")
    void singlePrecisionIsNear(String name, Module module, Call call) {
        GoldenLayers.fill(module.parameters(), GOLDEN.file().doubles(name + ".parameters"));
        Arguments wide =
                cases().filter(c -> c.get()[0].equals(name)).findFirst().orElseThrow();
        Module nudged = (Module) wide.get()[1];
        GoldenLayers.fill(nudged.parameters(), GOLDEN.file().doubles(name + ".parameters"));
        nudged.parameters().forEach(p -> p.detach().copy_(Agreement.nudge(p.detach())));
        Map<String, double[]> moved = run(name, nudged, (Call) wide.get()[2], Agreement::nudge);
        run(name, module, call, x -> x.to(DType.FLOAT32))
                .forEach((entry, found) ->
                        GOLDEN.assertNear(found, Objects.requireNonNull(moved.get(entry)), entry, 300));
    }

    /** Result, weights and gradients by their names in the file, of inputs in a form. */
    private static Map<String, double[]> run(String name, Module module, Call call, UnaryOperator<Tensor> form) {
        List<Tensor> in = IntStream.range(0, 3)
                .filter(i -> GOLDEN.file().has(name + ".x" + i))
                .mapToObj(i -> input(name, i, form))
                .toList();
        MultiheadAttention.Result found = call.of(in.getFirst(), in.get(in.size() / 2), in.getLast());
        assertThat(found.output().dtype()).isEqualTo(in.getFirst().dtype());
        Map<String, double[]> all = new LinkedHashMap<>();
        all.put(name + ".out", found.output().toDoubleArray());
        Tensor weights = found.weights();
        assertThat(weights != null).isEqualTo(GOLDEN.file().has(name + ".weights"));
        if (weights != null) {
            assertThat(weights.shape().toArray()).isEqualTo(GOLDEN.file().longs(name + ".weights.shape"));
            all.put(name + ".weights", weights.toDoubleArray());
        }
        addGradients(all, name, module, in, found.output());
        return all;
    }

    private static Tensor input(String name, int i, UnaryOperator<Tensor> form) {
        Tensor given = Tensor.of(GOLDEN.file().doubles(name + ".x" + i))
                .view(GOLDEN.file().longs(name + ".shape" + i));
        return form.apply(given).clone().requiresGrad_(true);
    }

    private static void addGradients(
            Map<String, double[]> all, String name, Module module, List<Tensor> in, Tensor out) {
        double count = out.numel();
        Tensor w = Tensor.arange(1.0, count + 1, 1, out.dtype())
                .div(Math.max(1, count))
                .view(out.shape().toArray());
        List<Tensor> wanted = new ArrayList<>(in);
        wanted.addAll(module.parameters());
        List<Tensor> first = Autograd.grad(List.of(out), wanted, List.of(w), GradOptions.CREATE_GRAPH);
        all.put(name + ".first", numbers(first));
        Tensor squares =
                first.stream().map(g -> g.square().sum()).reduce(Tensor::add).orElseThrow();
        List<Tensor> second = new ArrayList<>();
        var found = Autograd.gradOrNull(List.of(squares), wanted, List.of(squares.onesLike()), GradOptions.DEFAULT);
        for (int i = 0; i < wanted.size(); i++) {
            second.add(Objects.requireNonNullElse(found.get(i), wanted.get(i).zerosLike()));
        }
        all.put(name + ".second", numbers(second));
    }

    private static double[] numbers(List<? extends Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
    }

    static Stream<Arguments> refusals() {
        return AttentionExtremes.refusals();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesWhatPytorchRefuses(String name, Module module, Call call) {
        DType dtype = name.endsWith(" bool") ? DType.BOOL : DType.FLOAT64;
        Tensor x = Tensor.ones(GOLDEN.file().longs(name + ".shape0"), dtype);
        assertThatThrownBy(() -> call.of(x, x, x))
                .as(GOLDEN.file().text(name + ".refused"))
                .isInstanceOfAny(VecgradException.class, IllegalArgumentException.class);
    }

    @Test
    void startsWithPytorchsNumbers() {
        Generator before = Generator.global();
        try {
            assertStarts("attention", () -> new MultiheadAttention(4, 2));
            assertStarts(
                    "attention sizes",
                    () -> new MultiheadAttention(
                            4, 2, MultiheadAttention.options().kdim(3L).vdim(2L)));
            assertStarts(
                    "block",
                    () -> new TransformerEncoderLayer(
                            4, 2, TransformerEncoderLayer.options().dimFeedforward(6)));
            assertStarts(
                    "decoder block",
                    () -> new TransformerDecoderLayer(
                            4, 2, TransformerDecoderLayer.options().dimFeedforward(6)));
            assertStarts(
                    "transformer",
                    () -> new Transformer(4, 2, 1, 2, Transformer.options().dimFeedforward(6)));
        } finally {
            Generator.setGlobal(before);
        }
    }

    private static void assertStarts(String name, Supplier<Module> maker) {
        Generator.setGlobal(Generator.pytorch(0));
        GOLDEN.assertClose(numbers(maker.get().parameters()), "initial " + name);
    }

    @Test
    void mistakesOfTransformersAreNamed() {
        var model = new Transformer(4, 2, 1, 1, Transformer.options().dimFeedforward(6));
        Tensor x = Tensor.zeros(3, 2, 4);
        assertThatThrownBy(() -> model.forward(x, Tensor.zeros(3, 1, 4)))
                .hasMessageContaining("Transformer: the batch number of src and tgt must be equal");
        assertThatThrownBy(() -> model.forward(x, Tensor.zeros(3, 4)))
                .hasMessageContaining("Transformer: the batch number of src and tgt must be equal");
        assertThatThrownBy(() -> model.forward(x, Tensor.zeros(3, 2, 6)))
                .hasMessageContaining("Transformer: the feature number of src and tgt must be equal to d_model");
        var block = new TransformerDecoderLayer(4, 2);
        assertThatThrownBy(() -> block.forward(x, x, DecoderCall.options().memoryMask(Tensor.zeros(2, 3))))
                .hasMessageContaining("The shape of the 2D attn_mask is [2, 3], but should be [3, 3].");
        assertThatThrownBy(() -> block.forward(x, x, DecoderCall.options().memoryIsCausal(true)))
                .hasMessageContaining("Need attn_mask if specifying the is_causal hint.");
        assertThat(model.forward(Tensor.zeros(0, 2, 4), Tensor.zeros(0, 2, 4))
                        .shape()
                        .toArray())
                .containsExactly(0, 2, 4);
    }

    @Test
    void mistakesAreNamed() {
        var layer = new MultiheadAttention(4, 2);
        Tensor x = Tensor.zeros(3, 2, 4);
        assertThatThrownBy(() -> new MultiheadAttention(4, 3))
                .hasMessageContaining("embed_dim must be divisible by num_heads");
        assertThatThrownBy(() -> layer.forward(x, x, Tensor.zeros(3, 4)))
                .hasMessageContaining("expected `key` and `value` to be 3-D");
        Tensor narrow = Tensor.zeros(3, 2, 5);
        assertThatThrownBy(() -> layer.forward(narrow, x, x))
                .hasMessageContaining("was expecting embedding dimension of 4, but got 5");
        assertThatThrownBy(() -> layer.forward(x, x, x, CALL.attnMask(Tensor.zeros(2, 3))))
                .hasMessageContaining("The shape of the 2D attn_mask is [2, 3], but should be [3, 3].");
        assertThatThrownBy(() -> layer.forward(x, x, x, CALL.keyPaddingMask(Tensor.zeros(3, 3))))
                .hasMessageContaining("expecting key_padding_mask shape of [2, 3], but got [3, 3]");
        assertThatThrownBy(() -> layer.forward(x, x, x, CALL.isCausal(true)))
                .hasMessageContaining("Need attn_mask if specifying the is_causal hint.");
        assertThatThrownBy(() -> Attentions.scaledDotProductAttention(x, narrow, x))
                .hasMessageContaining("the last dims of query and key must be equal");
        AttentionOptions both = Attentions.options().isCausal(true).attnMask(Tensor.zeros(2, 2));
        assertThatThrownBy(() -> Attentions.scaledDotProductAttention(x, x, x, both))
                .hasMessageContaining("Explicit attn_mask should not be set when is_causal=True");
        assertThatThrownBy(() -> Attentions.scaledDotProductAttention(x, x, x.to(DType.FLOAT64)))
                .hasMessageContaining("to have the same dtype");
        assertThatThrownBy(() -> Attentions.scaledDotProductAttention(
                        x, x, x, Attentions.options().attnMask(Tensor.zeros(3, 3))))
                .hasMessageContaining("must match the size of tensor b (2)");
    }
}
