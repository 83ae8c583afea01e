package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Node;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes and where their gradients go, by the names that PyTorch 2.13 gives: {@code grad_fn.name()} and {@code next_functions}. */
class GradFnNamesTest {
    private static final Tensor X = Tensor.ones(2, 3).requiresGrad_(true);
    private static final Tensor Y = Tensor.ones(2, 3).requiresGrad_(true);
    private static final Tensor V = Tensor.ones(3).requiresGrad_(true);
    private static final Tensor SQUARE = Tensor.ones(3, 3).requiresGrad_(true);
    private static final Tensor BATCH = Tensor.ones(4, 2, 3).requiresGrad_(true);

    private static Arguments of(String expected, Supplier<Tensor> made) {
        return Arguments.of(expected, made);
    }

    static Stream<Arguments> arithmetic() {
        return Stream.of(
                of("AddBackward0(AccumulateGrad, AccumulateGrad)", () -> X.add(Y)),
                of("SubBackward0(AccumulateGrad, AccumulateGrad)", () -> X.sub(Y)),
                of("RsubBackward1(AccumulateGrad)", () -> X.rsub(1)),
                of("MulBackward0(AccumulateGrad, AccumulateGrad)", () -> X.mul(Y)),
                of("DivBackward0(AccumulateGrad, AccumulateGrad)", () -> X.div(Y)),
                of("PowBackward0(AccumulateGrad)", () -> X.pow(2)),
                of("PowBackward0(AccumulateGrad)", () -> X.square()),
                of("PowBackward1(AccumulateGrad, AccumulateGrad)", () -> X.pow(Y)),
                of("SqrtBackward0(SinBackward0)", () -> X.sin().sqrt()),
                of("SumBackward0(AccumulateGrad)", () -> X.sum()),
                of("SumBackward1(AccumulateGrad)", () -> X.sum(0)),
                of("MeanBackward0(AccumulateGrad)", () -> X.mean()),
                of("MeanBackward1(AccumulateGrad)", () -> X.mean(0, true)),
                of("ProdBackward0(AccumulateGrad)", () -> X.prod()),
                of("ProdBackward1(AccumulateGrad)", () -> X.prod(0)),
                of("MaxBackward1(AccumulateGrad)", () -> X.max()),
                of("MaxBackward0(AccumulateGrad)", () -> X.max(0).values()),
                of("VarBackward0(AccumulateGrad)", () -> X.var(1, true)),
                of("LogsumexpBackward0(AccumulateGrad)", () -> X.logsumexp(0)),
                of("SoftmaxBackward0(AccumulateGrad)", () -> X.softmax(0)),
                of("LogSoftmaxBackward0(AccumulateGrad)", () -> X.logSoftmax(0)));
    }

    static Stream<Arguments> views() {
        return Stream.of(
                of("ViewBackward0(AccumulateGrad)", () -> X.reshape(6)),
                of("TBackward0(AccumulateGrad)", () -> X.t()),
                of("TransposeBackward0(AccumulateGrad)", () -> X.transpose(0, 1)),
                of("PermuteBackward0(AccumulateGrad)", () -> X.permute(1, 0)),
                of("UnsqueezeBackward0(AccumulateGrad)", () -> X.unsqueeze(0)),
                of("ExpandBackward0(AccumulateGrad)", () -> V.expand(2, 3)),
                of("SliceBackward0(AccumulateGrad)", () -> X.narrow(0, 0, 1)),
                of("SelectBackward0(AccumulateGrad)", () -> X.select(0, 0)),
                of("CloneBackward0(AccumulateGrad)", () -> X.clone()),
                of("CloneBackward0(TBackward0)", () -> X.t().contiguous()),
                of("ToCopyBackward0(AccumulateGrad)", () -> X.to(DType.FLOAT64)),
                of("CatBackward0(AccumulateGrad, AccumulateGrad)", () -> Tensor.cat(List.of(X, Y), 0)),
                of("StackBackward0(AccumulateGrad, AccumulateGrad)", () -> Tensor.stack(List.of(X, Y), 0)));
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                of(
                        "AddBackward0(CloneBackward0, AccumulateGrad)",
                        () -> X.clone().add_(Y)),
                of("FillBackward2(CloneBackward0)", () -> X.clone().fill_(1)),
                of("ZeroBackward0(CloneBackward0)", () -> X.clone().zero_()),
                of(
                        "CopyBackwards(None, AccumulateGrad)",
                        () -> Tensor.zeros(2, 3).copy_(X)),
                of("ReluBackward0(CloneBackward0)", () -> X.clone().relu_()));
    }

    static Stream<Arguments> products() {
        return Stream.of(
                of("MmBackward0(AccumulateGrad, AccumulateGrad)", () -> X.matmul(SQUARE)),
                of("AddmmBackward0(AccumulateGrad, AccumulateGrad, AccumulateGrad)", () -> V.addmm(X, SQUARE)),
                of("AddmmBackward0(AccumulateGrad, AccumulateGrad, TBackward0)", () -> new Linear(3, 2).forward(X)),
                of("MmBackward0(AccumulateGrad, TBackward0)", () -> new Linear(3, 2, false).forward(X)),
                of("ViewBackward0(AddmmBackward0)", () -> new Linear(3, 2).forward(V)),
                of("ViewBackward0(AddmmBackward0)", () -> new Linear(3, 2).forward(BATCH)),
                of("MseLossBackward0(AccumulateGrad, AccumulateGrad)", () -> Losses.mseLoss(X, Y)),
                of(
                        "BinaryCrossEntropyWithLogitsBackward0(AccumulateGrad, None)",
                        () -> Losses.binaryCrossEntropyWithLogits(X, Y.detach())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"arithmetic", "views", "writes", "products"})
    void arePyTorchs(String expected, Supplier<Tensor> made) {
        Node node = Objects.requireNonNull(made.get().gradFn());
        assertThat(node.name()
                        + node.nextFunctions().stream()
                                .map(edge -> edge.node() == null
                                        ? "None"
                                        : edge.node().name())
                                .collect(Collectors.joining(", ", "(", ")")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("linearInputs")
    void aLinearLayerTakesAnyRank(Tensor x) {
        Linear linear = new Linear(3, 2);
        Tensor rows = linear.forward(x.reshape(x.numel() / 3, 3));
        long[] sizes = x.shape().toArray();
        sizes[sizes.length - 1] = 2;
        assertThat(linear.forward(x).shape().toArray()).isEqualTo(sizes);
        assertThat(linear.forward(x).toFloatArray()).isEqualTo(rows.toFloatArray());
    }

    static Stream<Tensor> linearInputs() {
        return Stream.of(
                V,
                X,
                BATCH,
                Tensor.randn(2, 1, 4, 3),
                Tensor.zeros(2, 0, 3),
                Tensor.randn(4, 3, 2).transpose(1, 2));
    }
}
