package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Attentions;
import dev.vecgrad.nn.Conv2d;
import dev.vecgrad.nn.Flatten;
import dev.vecgrad.nn.GELU;
import dev.vecgrad.nn.Layer;
import dev.vecgrad.nn.LayerNorm;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.MaxPool2d;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.optim.SGD;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whole training steps: forward, backward, update. */
final class TrainingWorkloads {
    private TrainingWorkloads() {}

    static Stream<Workload> all() {
        return Stream.of(
                        Stream.of(logisticRegression()),
                        IntStream.of(32, 128, 1024).boxed().flatMap(TrainingWorkloads::mlps),
                        Stream.of(wideGelu(), layerNorm(), convnet(), transformer()))
                .flatMap(Function.identity());
    }

    private static Workload logisticRegression() {
        return new Workload("logreg_step/800x10", () -> {
            Operands operands = new Operands();
            Layer model = operands.fill(new Sequential(new Linear(10, 1), new Flatten(0, -1)));
            return step(
                    model,
                    Losses::binaryCrossEntropyWithLogits,
                    operands.normal(800, 10),
                    operands.coins(800),
                    sgd(model));
        });
    }

    private static Stream<Workload> mlps(int batch) {
        return Stream.of(
                mlp("mlp_sgd_step/" + batch, batch, TrainingWorkloads::sgd),
                mlp("mlp_adam_step/" + batch, batch, TrainingWorkloads::adam));
    }

    private static Workload mlp(String name, int batch, Function<Layer, Optimizer<?>> optimizer) {
        return new Workload(name, () -> {
            Operands operands = new Operands();
            Layer model = operands.fill(new Sequential(
                    new Linear(784, 256), new ReLU(), new Linear(256, 128), new ReLU(), new Linear(128, 10)));
            return step(
                    model,
                    Losses::crossEntropy,
                    operands.normal(batch, 784),
                    operands.labels(batch, 10),
                    optimizer.apply(model));
        });
    }

    private static Workload wideGelu() {
        return new Workload("wide_gelu_adam_step/256", () -> {
            Operands operands = new Operands();
            Layer model = operands.fill(new Sequential(new Linear(1024, 4096), new GELU(), new Linear(4096, 1024)));
            return step(model, Losses::mseLoss, operands.normal(256, 1024), operands.normal(256, 1024), adam(model));
        });
    }

    private static Workload layerNorm() {
        return new Workload("layer_norm_grad/4096x1024", () -> {
            Operands operands = new Operands();
            Layer norm = new LayerNorm(1024);
            Tensor x = operands.normal(4096, 1024).requiresGrad_(true);
            Tensor g = operands.normal(4096, 1024);
            List<Tensor> leaves =
                    Stream.concat(Stream.of(x), norm.parameters().stream()).toList();
            return GradientStep.of(() -> norm.forward(x), y -> y.backward(g), leaves);
        });
    }

    private static Workload convnet() {
        return new Workload("convnet_sgd_step/64", () -> {
            Operands operands = new Operands();
            Layer model = operands.fill(new Sequential(
                    new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
                    new ReLU(),
                    new MaxPool2d(2),
                    new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
                    new ReLU(),
                    new MaxPool2d(2),
                    new Flatten(),
                    new Linear(32 * 49, 10)));
            return step(
                    model, Losses::crossEntropy, operands.normal(64, 1, 28, 28), operands.labels(64, 10), sgd(model));
        });
    }

    private static Workload transformer() {
        return new Workload("transformer_adam_step/8x128x256", () -> {
            Operands operands = new Operands();
            Layer model = operands.fill(new Block());
            return step(
                    model, Losses::mseLoss, operands.normal(8, 128, 256), operands.normal(8, 128, 256), adam(model));
        });
    }

    /** A block of a transformer as people write it: norms first, 8 causal heads of 32 features, 1024 features with GELU between. */
    private static final class Block extends Layer {
        private static final long HEADS = 8;

        private final LayerNorm norm1 = register("n1", new LayerNorm(256));
        private final LayerNorm norm2 = register("n2", new LayerNorm(256));
        private final Linear qkv = register("qkv", new Linear(256, 768));
        private final Linear out = register("o", new Linear(256, 256));
        private final Linear up = register("f1", new Linear(256, 1024));
        private final Linear down = register("f2", new Linear(1024, 256));

        @Override
        public Tensor forward(Tensor x) {
            long batch = x.size(0);
            long length = x.size(1);
            Tensor all = qkv.forward(norm1.forward(x))
                    .view(batch, length, 3, HEADS, 256 / HEADS)
                    .permute(2, 0, 3, 1, 4);
            Tensor heads = Attentions.scaledDotProductAttention(
                    all.select(0, 0),
                    all.select(0, 1),
                    all.select(0, 2),
                    Attentions.options().isCausal(true));
            Tensor attended = x.add(out.forward(heads.transpose(1, 2).reshape(batch, length, 256)));
            return attended.add(down.forward(up.forward(norm2.forward(attended)).gelu()));
        }
    }

    private static Optimizer<?> sgd(Layer model) {
        return new SGD(model.parameters(), SGD.options().lr(0.1));
    }

    private static Optimizer<?> adam(Layer model) {
        return new Adam(model.parameters(), Adam.options().lr(1e-3));
    }

    private static Step step(Layer model, BinaryOperator<Tensor> loss, Tensor x, Tensor y, Optimizer<?> optimizer) {
        List<Tensor> parameters = List.copyOf(model.parameters());
        return new TensorStep(
                () -> {
                    optimizer.zeroGrad();
                    Tensor value = loss.apply(model.forward(x), y);
                    value.backward();
                    optimizer.step();
                    return value;
                },
                parameters);
    }
}
