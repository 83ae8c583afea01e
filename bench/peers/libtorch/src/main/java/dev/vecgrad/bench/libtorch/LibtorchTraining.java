package dev.vecgrad.bench.libtorch;

import dev.vecgrad.bench.Numbers;
import dev.vecgrad.bench.Step;
import dev.vecgrad.bench.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Whole training steps on PyTorch's library. */
final class LibtorchTraining {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};

    private LibtorchTraining() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        all.add(new Workload("logreg_step/800x10", LibtorchTraining::logisticRegression));
        for (int batch : new int[] {32, 128, 1024}) {
            all.add(new Workload("mlp_sgd_step/" + batch, () -> mlp(batch, LibtorchTraining::sgd)));
            all.add(new Workload("mlp_adam_step/" + batch, () -> mlp(batch, LibtorchTraining::adam)));
        }
        all.add(new Workload("wide_gelu_adam_step/256", LibtorchTraining::wideGelu));
        all.add(new Workload("convnet_sgd_step/64", LibtorchTraining::convnet));
        all.add(new Workload("transformer_adam_step/8x128x256", LibtorchTraining::transformer));
        return all;
    }

    private static Step logisticRegression() {
        Model model = new Model();
        Linear linear = model.linear(10, 1);
        Tensor x = model.normal(800, 10);
        Tensor y = Tensor.create(model.numbers.coins(800), 800);
        return step(model, v -> linear.apply(v).flatten(), torch::binary_cross_entropy_with_logits, x, y, sgd(model));
    }

    private static Step mlp(int batch, Function<Model, Optimizer> optimizer) {
        Model model = new Model();
        Linear a = model.linear(784, 256);
        Linear b = model.linear(256, 128);
        Linear c = model.linear(128, 10);
        Tensor x = model.normal(batch, 784);
        Tensor y = Tensor.create(model.numbers.labels(batch, 10), batch);
        return step(
                model,
                v -> c.apply(torch.relu(b.apply(torch.relu(a.apply(v))))),
                torch::cross_entropy_loss,
                x,
                y,
                optimizer.apply(model));
    }

    private static Step wideGelu() {
        Model model = new Model();
        Linear a = model.linear(1024, 4096);
        Linear b = model.linear(4096, 1024);
        Tensor x = model.normal(256, 1024);
        Tensor y = model.normal(256, 1024);
        return step(model, v -> b.apply(torch.gelu(a.apply(v))), torch::mse_loss, x, y, adam(model));
    }

    private static Step convnet() {
        Model model = new Model();
        Tensor kernel1 = model.weight(16, 1, 3, 3);
        TensorOptional bias1 = model.bias(16);
        Tensor kernel2 = model.weight(32, 16, 3, 3);
        TensorOptional bias2 = model.bias(32);
        Linear linear = model.linear(32 * 49, 10);
        Tensor x = model.normal(64, 1, 28, 28);
        Tensor y = Tensor.create(model.numbers.labels(64, 10), 64);
        UnaryOperator<Tensor> net = v -> {
            Tensor first = pooled(torch.conv2d(v, kernel1, bias1, ONE, ONE, ONE, 1));
            Tensor second = pooled(torch.conv2d(first, kernel2, bias2, ONE, ONE, ONE, 1));
            return linear.apply(second.reshape(64, 32 * 49));
        };
        return step(model, net, torch::cross_entropy_loss, x, y, sgd(model));
    }

    private static Tensor pooled(Tensor x) {
        return torch.max_pool2d(torch.relu(x), TWO);
    }

    private static Step transformer() {
        Model model = new Model();
        Norm norm1 = model.norm(256);
        Norm norm2 = model.norm(256);
        Linear qkv = model.linear(256, 768);
        Linear out = model.linear(256, 256);
        Linear up = model.linear(256, 1024);
        Linear down = model.linear(1024, 256);
        UnaryOperator<Tensor> block = x -> {
            TensorVector heads = qkv.apply(norm1.apply(x))
                    .view(8, 128, 3, 8, 32)
                    .permute(2, 0, 3, 1, 4)
                    .unbind(0);
            Tensor found = torch.scaled_dot_product_attention(
                    heads.get(0),
                    heads.get(1),
                    heads.get(2),
                    new TensorOptional(),
                    0,
                    true,
                    new DoubleOptional(),
                    false);
            Tensor attended = x.add(out.apply(found.transpose(1, 2).reshape(8, 128, 256)));
            return attended.add(down.apply(torch.gelu(up.apply(norm2.apply(attended)))));
        };
        Tensor x = model.normal(8, 128, 256);
        Tensor y = model.normal(8, 128, 256);
        return step(model, block, torch::mse_loss, x, y, adam(model));
    }

    private static Optimizer sgd(Model model) {
        return new SGD(model.vector(), new SGDOptions(0.1));
    }

    private static Optimizer adam(Model model) {
        return new Adam(model.vector(), new AdamOptions(1e-3));
    }

    private static Step step(
            Model model,
            UnaryOperator<Tensor> forward,
            BinaryOperator<Tensor> loss,
            Tensor x,
            Tensor y,
            Optimizer optimizer) {
        return new LibtorchStep(
                () -> {
                    optimizer.zero_grad();
                    Tensor value = loss.apply(forward.apply(x), y);
                    value.backward();
                    optimizer.step();
                    return value;
                },
                List.copyOf(model.parameters));
    }

    /** The parameters of a model, with the numbers that its operands come from. */
    private static final class Model {
        private final Numbers numbers = new Numbers();
        private final List<Tensor> parameters = new ArrayList<>();

        Tensor normal(long... sizes) {
            return Tensor.create(numbers.normal(sizes), sizes);
        }

        Tensor weight(long... sizes) {
            float[] elements = numbers.normal(sizes);
            float scale = Numbers.weightScale(sizes);
            for (int i = 0; i < elements.length; i++) {
                elements[i] *= scale;
            }
            return parameter(Tensor.create(elements, sizes));
        }

        TensorOptional bias(long n) {
            return new TensorOptional(parameter(torch.zeros(n)));
        }

        Linear linear(long inputs, long outputs) {
            return new Linear(weight(outputs, inputs), bias(outputs));
        }

        Norm norm(long n) {
            return new Norm(new long[] {n}, new TensorOptional(parameter(torch.ones(n))), bias(n));
        }

        TensorVector vector() {
            return new TensorVector(parameters.toArray(Tensor[]::new));
        }

        private Tensor parameter(Tensor tensor) {
            parameters.add(tensor.set_requires_grad(true));
            return tensor;
        }
    }

    private record Linear(Tensor weight, TensorOptional bias) {
        Tensor apply(Tensor x) {
            return torch.linear(x, weight, bias);
        }
    }

    private record Norm(long[] sizes, TensorOptional weight, TensorOptional bias) {
        Tensor apply(Tensor x) {
            return torch.layer_norm(x, sizes, weight, bias, 1e-5, false);
        }
    }
}
