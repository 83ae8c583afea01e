package dev.vecgrad.bench.libtorch;

import dev.vecgrad.bench.Numbers;
import dev.vecgrad.bench.Step;
import dev.vecgrad.bench.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The workloads on PyTorch's library. */
final class LibtorchWorkloads {
    private static final Scalar TWO = new Scalar(2.0);
    private static final Scalar THREE = new Scalar(3.0);
    private static final Scalar FOUR = new Scalar(4.0);
    private static final Scalar FIVE = new Scalar(5.0);
    private static final Scalar ONE = new Scalar(1.0);

    private LibtorchWorkloads() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (int n : new int[] {100, 10_000, 1_000_000, 16_000_000}) {
            all.add(new Workload("chain_grad/" + n, () -> chain(n)));
            all.add(binary("add/" + n, new long[] {n}, new long[] {n}, Tensor::add));
            all.add(unary("sigmoid/" + n, n, torch::sigmoid));
            all.add(unary("gelu/" + n, n, torch::gelu));
            all.add(unary("sum/" + n, n, Tensor::sum));
        }
        for (int n : new int[] {1_000, 1_000_000, 16_000_000}) {
            all.add(new Workload("bce_logits_grad/" + n, () -> bce(n)));
        }
        for (int[] size : new int[][] {{128, 10}, {128, 1000}, {4096, 1000}}) {
            all.add(new Workload(
                    "cross_entropy_grad/" + size[0] + "x" + size[1], () -> crossEntropy(size[0], size[1])));
        }
        all.add(new Workload("layer_norm_grad/4096x1024", LibtorchWorkloads::layerNorm));
        for (int n : new int[] {64, 256, 1024, 2048}) {
            all.add(binary("matmul/" + n, new long[] {n, n}, new long[] {n, n}, torch::matmul));
        }
        all.add(binary("matmul/800x10x1", new long[] {800, 10}, new long[] {10, 1}, torch::matmul));
        all.add(binary("matmul/128x784x256", new long[] {128, 784}, new long[] {784, 256}, torch::matmul));
        all.addAll(LibtorchTraining.all());
        return all;
    }

    private static Workload unary(String name, int n, UnaryOperator<Tensor> op) {
        return new Workload(name, () -> {
            Tensor x = Tensor.create(new Numbers().normal(n), n);
            return new LibtorchStep(() -> op.apply(x), List.of());
        });
    }

    private static Workload binary(String name, long[] left, long[] right, BinaryOperator<Tensor> op) {
        return new Workload(name, () -> {
            Numbers numbers = new Numbers();
            Tensor a = Tensor.create(numbers.normal(left), left);
            Tensor b = Tensor.create(numbers.normal(right), right);
            return new LibtorchStep(() -> op.apply(a, b), List.of());
        });
    }

    private static Step chain(int n) {
        Tensor x = Tensor.create(new Numbers().normal(n), n).set_requires_grad(true);
        return gradient(
                () -> x.pow(FOUR)
                        .mul(TWO)
                        .add(x.pow(THREE))
                        .add(x.pow(TWO).mul(THREE))
                        .add(x.mul(FIVE))
                        .add(ONE)
                        .sum(),
                x);
    }

    private static Step bce(int n) {
        Numbers numbers = new Numbers();
        Tensor z = Tensor.create(numbers.normal(n), n).set_requires_grad(true);
        Tensor y = Tensor.create(numbers.coins(n), n);
        return gradient(() -> torch.binary_cross_entropy_with_logits(z, y), z);
    }

    private static Step crossEntropy(int rows, int classes) {
        Numbers numbers = new Numbers();
        Tensor z = Tensor.create(numbers.normal(rows, classes), rows, classes).set_requires_grad(true);
        Tensor y = Tensor.create(numbers.labels(rows, classes), rows);
        return gradient(() -> torch.cross_entropy_loss(z, y), z);
    }

    private static Step layerNorm() {
        Numbers numbers = new Numbers();
        Tensor x = Tensor.create(numbers.normal(4096, 1024), 4096, 1024).set_requires_grad(true);
        Tensor g = Tensor.create(numbers.normal(4096, 1024), 4096, 1024);
        Tensor weight = torch.ones(1024).set_requires_grad(true);
        Tensor bias = torch.zeros(1024).set_requires_grad(true);
        List<Tensor> leaves = List.of(x, weight, bias);
        return new LibtorchStep(
                () -> {
                    leaves.forEach(LibtorchWorkloads::forget);
                    Tensor y = torch.layer_norm(
                            x, new long[] {1024}, new TensorOptional(weight), new TensorOptional(bias), 1e-5, false);
                    y.backward(g, new BoolOptional(), false, new TensorArrayRefOptional());
                    return y;
                },
                leaves);
    }

    private static Step gradient(java.util.function.Supplier<Tensor> loss, Tensor leaf) {
        return new LibtorchStep(
                () -> {
                    forget(leaf);
                    Tensor value = loss.get();
                    value.backward();
                    return value;
                },
                List.of(leaf));
    }

    private static void forget(Tensor leaf) {
        leaf.mutable_grad().reset();
    }
}
