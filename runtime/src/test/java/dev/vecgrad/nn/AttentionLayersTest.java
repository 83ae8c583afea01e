package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
    private static final MultiheadAttentionOptions OPTIONS =
            MultiheadAttention.options().dtype(DType.FLOAT64).batchFirst(true);
    private static final TransformerOptions BLOCK =
            TransformerEncoderLayer.options().dimFeedforward(6).dropout(0).dtype(DType.FLOAT64);
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
        return Stream.of(
                attention("self", new MultiheadAttention(6, 2, OPTIONS), CALL),
                attention("self without weights", new MultiheadAttention(6, 2, OPTIONS), CALL.needWeights(false)),
                attention(
                        "each head",
                        new MultiheadAttention(6, 3, OPTIONS.batchFirst(false)),
                        CALL.averageAttnWeights(false)),
                attention(
                        "sizes",
                        new MultiheadAttention(4, 2, OPTIONS.kdim(3L).vdim(5L)),
                        CALL.keyPaddingMask(padding())),
                attention("without bias", new MultiheadAttention(4, 1, OPTIONS.bias(false)), CALL),
                attention(
                        "added",
                        new MultiheadAttention(4, 2, OPTIONS.addBiasKv(true).addZeroAttn(true)),
                        CALL.keyPaddingMask(padding()).attnMask(causal()).needWeights(false)),
                attention(
                        "causal",
                        new MultiheadAttention(4, 2, OPTIONS),
                        CALL.attnMask(causal()).needWeights(false).isCausal(true)),
                block("block", new TransformerEncoderLayer(4, 2, BLOCK), null, null, false),
                block(
                        "block first",
                        new TransformerEncoderLayer(
                                4,
                                2,
                                BLOCK.normFirst(true)
                                        .batchFirst(true)
                                        .activation(TransformerOptions.Activation.GELU)
                                        .layerNormEps(1e-3)),
                        causal(),
                        null,
                        true),
                block(
                        "block without bias",
                        new TransformerEncoderLayer(4, 2, BLOCK.bias(false).batchFirst(true)),
                        null,
                        padding(),
                        false),
                encoder());
    }

    private static Arguments block(
            String name,
            TransformerEncoderLayer layer,
            @Nullable Tensor mask,
            @Nullable Tensor padding,
            boolean isCausal) {
        return Arguments.of(name, layer, (Call)
                (x, _, _) -> new MultiheadAttention.Result(layer.forward(x, mask, padding, isCausal), null));
    }

    private static Arguments encoder() {
        var encoder = new TransformerEncoder(
                new TransformerEncoderLayer(4, 2, BLOCK.batchFirst(true)),
                2,
                new LayerNorm(4, LayerNorm.options().dtype(DType.FLOAT64)));
        return Arguments.of("encoder", encoder, (Call) (x, _, _) -> new MultiheadAttention.Result(
                encoder.forward(x, TransformerEncoder.causalMask(4, DType.FLOAT64), null, false), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithPytorch(String name, Module module, Call call) {
        assertThat(module).hasToString(GOLDEN.file().text(name + ".text"));
        assertThat(String.join(" ", module.stateDict().keySet()))
                .isEqualTo(GOLDEN.file().text(name + ".keys"));
        GoldenLayers.fill(module.parameters(), GOLDEN.file().doubles(name + ".parameters"));
        List<Tensor> in = IntStream.range(0, 3)
                .filter(i -> GOLDEN.file().has(name + ".x" + i))
                .mapToObj(i -> input(name, i))
                .toList();
        MultiheadAttention.Result found = call.of(in.getFirst(), in.get(in.size() / 2), in.getLast());
        GOLDEN.assertClose(found.output().toDoubleArray(), name + ".out");
        Tensor weights = found.weights();
        assertThat(weights != null).isEqualTo(GOLDEN.file().has(name + ".weights"));
        if (weights != null) {
            assertThat(weights.shape().toArray()).isEqualTo(GOLDEN.file().longs(name + ".weights.shape"));
            GOLDEN.assertClose(weights.toDoubleArray(), name + ".weights");
        }
        checkGradients(name, module, in, found.output());
    }

    private static Tensor input(String name, int i) {
        return Tensor.of(GOLDEN.file().doubles(name + ".x" + i))
                .view(GOLDEN.file().longs(name + ".shape" + i))
                .clone()
                .requiresGrad_(true);
    }

    private static void checkGradients(String name, Module module, List<Tensor> in, Tensor out) {
        double count = out.numel();
        Tensor w = Tensor.arange(1.0, count + 1, 1, DType.FLOAT64)
                .div(count)
                .view(out.shape().toArray());
        List<Tensor> wanted = new ArrayList<>(in);
        wanted.addAll(module.parameters());
        List<Tensor> first = Autograd.grad(List.of(out), wanted, List.of(w), GradOptions.CREATE_GRAPH);
        GOLDEN.assertClose(numbers(first), name + ".first");
        Tensor squares =
                first.stream().map(g -> g.square().sum()).reduce(Tensor::add).orElseThrow();
        List<Tensor> second = new ArrayList<>();
        var found = Autograd.gradOrNull(List.of(squares), wanted, List.of(squares.onesLike()), GradOptions.DEFAULT);
        for (int i = 0; i < wanted.size(); i++) {
            second.add(Objects.requireNonNullElse(found.get(i), wanted.get(i).zerosLike()));
        }
        GOLDEN.assertClose(numbers(second), name + ".second");
    }

    private static double[] numbers(List<? extends Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
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
        } finally {
            Generator.setGlobal(before);
        }
    }

    private static void assertStarts(String name, Supplier<Module> maker) {
        Generator.setGlobal(Generator.pytorch(0));
        GOLDEN.assertClose(numbers(maker.get().parameters()), "initial " + name);
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
