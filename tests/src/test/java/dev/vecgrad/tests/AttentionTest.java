package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.core.Generator;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.AttentionOptions;
import dev.vecgrad.nn.Attentions;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention whose scores are too many to be in memory together. */
class AttentionTest {
    private static Tensor normal(DType dtype, long seed, long... sizes) {
        return Tensor.randn(sizes, dtype, Generator.philox(seed));
    }

    static Stream<Arguments> forms() {
        AttentionOptions plain = Attentions.options();
        Tensor keep = normal(DType.FLOAT64, 8, 3, 1, 1, 900).gt(-1.0);
        Tensor none = normal(DType.FLOAT64, 9, 850, 900).gt(0.0);
        none.narrow(0, 3, 400).fill_(0);
        return Stream.of(
                Arguments.of("plain", plain),
                Arguments.of("causal", plain.isCausal(true).scale(0.4)),
                Arguments.of("keys that do not count", plain.attnMask(keep)),
                Arguments.of("queries that see nothing", plain.attnMask(none)),
                Arguments.of("numbers", plain.attnMask(normal(DType.FLOAT64, 7, 3, 1, 850, 900))));
    }

    /** Against the formula in ops, which has all scores in memory; sums of 900 terms, in float64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void blocksGiveWhatTheFormulaGives(String name, AttentionOptions options) {
        try (Scope _ = Scope.open()) {
            List<Tensor> in = operands();
            Tensor out = Attentions.scaledDotProductAttention(in.get(0), in.get(1), in.get(2), options);
            assertThat(Objects.requireNonNull(out.gradFn()).name())
                    .isEqualTo("ScaledDotProductFlashAttentionForCpuBackward0");
            List<Tensor> found = withGradients(out, in, GradOptions.DEFAULT);
            List<Tensor> again = operands();
            Tensor formula = formula(again.get(0), again.get(1), again.get(2), options);
            List<Tensor> expected = withGradients(formula, again, GradOptions.DEFAULT);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).sub(expected.get(i)).abs().amax().item())
                        .as(name + " " + i)
                        .isLessThan(1e-9);
            }
        }
    }

    private static List<Tensor> operands() {
        return List.of(
                normal(DType.FLOAT64, 1, 3, 2, 850, 5).requiresGrad_(true),
                normal(DType.FLOAT64, 2, 3, 2, 900, 5).requiresGrad_(true),
                normal(DType.FLOAT64, 3, 3, 2, 900, 4).requiresGrad_(true));
    }

    private static List<Tensor> oneHead() {
        return operands().stream()
                .map(x -> x.detach().narrow(0, 0, 1).narrow(1, 0, 1).requiresGrad_(true))
                .toList();
    }

    private static List<Tensor> withGradients(Tensor out, List<Tensor> in, GradOptions options) {
        Tensor g = normal(DType.FLOAT64, 4, out.shape().toArray());
        List<Tensor> all = new ArrayList<>(List.of(out));
        all.addAll(Autograd.grad(List.of(out), in, List.of(g), options));
        return all;
    }

    private static Tensor formula(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
        double scale = options.scale() == null ? 1 / Math.sqrt(5) : options.scale();
        Tensor scores = q.matmul(k.transpose(-2, -1)).mul(scale);
        Tensor mask = options.isCausal()
                ? Tensor.ones(new long[] {850, 900}, DType.BOOL).tril(0)
                : options.attnMask();
        if (mask == null) {
            return scores.softmax(-1).matmul(v);
        }
        if (mask.dtype() != DType.BOOL) {
            return scores.add(mask).softmax(-1).matmul(v);
        }
        Tensor sees = mask.any(-1, true);
        Tensor safe = scores.maskedFill(mask.logicalNot().logicalAnd(sees), Double.NEGATIVE_INFINITY);
        return safe.softmax(-1).mul(sees.to(DType.FLOAT64)).matmul(v);
    }

    /** The gradients' gradients are those of the formula; of one head, as their graph holds the scores. */
    @Test
    void aSecondDerivativeIsRight() {
        try (Scope _ = Scope.open()) {
            AttentionOptions causal = Attentions.options().isCausal(true);
            List<Tensor> in = oneHead();
            List<Tensor> found =
                    second(Attentions.scaledDotProductAttention(in.get(0), in.get(1), in.get(2), causal), in);
            List<Tensor> again = oneHead();
            List<Tensor> expected = second(formula(again.get(0), again.get(1), again.get(2), causal), again);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).sub(expected.get(i)).abs().amax().item())
                        .isLessThan(1e-9);
            }
        }
    }

    private static List<Tensor> second(Tensor out, List<Tensor> in) {
        List<Tensor> first = withGradients(out, in, GradOptions.CREATE_GRAPH);
        Tensor sum = first.get(1)
                .square()
                .sum()
                .add(first.get(2).square().sum())
                .add(first.get(3).square().sum());
        return Autograd.grad(List.of(sum), in, List.of(sum.onesLike()), GradOptions.DEFAULT);
    }

    /** One head, 4096 queries and keys, 32 features: the scores would take 64 MiB, of which a tenth is allowed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scoresAreNeverInMemoryTogether(boolean causal) {
        AttentionOptions options = Attentions.options().isCausal(causal);
        long tenth = 4096L * 4096 * Float.BYTES / 10;
        try (Scope _ = Scope.open()) {
            Tensor q = normal(DType.FLOAT32, 1, 1, 4096, 32);
            Tensor k = normal(DType.FLOAT32, 2, 1, 4096, 32);
            Tensor v = normal(DType.FLOAT32, 3, 1, 4096, 32);
            Memory.resetPeak();
            long before = Memory.stats().peak();
            Tensor _ = Attentions.scaledDotProductAttention(q, k, v, options);
            assertThat(Memory.stats().peak() - before).isLessThan(tenth);
            List<Tensor> in = List.of(q, k, v);
            in.forEach(x -> x.requiresGrad_(true));
            Memory.resetPeak();
            before = Memory.stats().peak();
            Tensor out = Attentions.scaledDotProductAttention(q, k, v, options);
            List<Tensor> gradients = Autograd.grad(List.of(out), in, List.of(out.detach()), GradOptions.DEFAULT);
            assertThat(gradients).hasSize(3);
            assertThat(Memory.stats().peak() - before).isLessThan(tenth);
        }
    }

    @Test
    void theBitsAreThoseOfOneThread() {
        int threads = Threads.get();
        try {
            Threads.set(1);
            List<float[]> one = floats();
            Threads.set(3);
            List<float[]> three = floats();
            for (int i = 0; i < one.size(); i++) {
                assertThat(three.get(i)).isEqualTo(one.get(i));
            }
        } finally {
            Threads.set(threads);
        }
    }

    private static List<float[]> floats() {
        try (Scope _ = Scope.open()) {
            List<Tensor> in = Stream.of(1, 2, 3)
                    .map(seed -> normal(DType.FLOAT32, seed, 2, 1200, 16).requiresGrad_(true))
                    .toList();
            Tensor out = Attentions.scaledDotProductAttention(
                    in.get(0), in.get(1), in.get(2), Attentions.options().isCausal(true));
            List<Tensor> all = new ArrayList<>(List.of(out));
            all.addAll(Autograd.grad(List.of(out), in, List.of(out.detach()), GradOptions.DEFAULT));
            return all.stream().map(Tensor::toFloatArray).toList();
        }
    }
}
