package dev.vecgrad.tests.compile;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.Norms;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program of random ops on random tensors: elementwise ops, reductions, products, views, writes in place, values that are used
 * again. Which ops it has depends on its seed and on shapes alone, so it does the same whenever it runs.
 *
 * @param seed of its choices
 * @param length how many ops it has before its end
 */
record RandomProgram(long seed, int length) {
    private static final long[] SIZES = {1, 2, 3, 5, 8, 17, 33};
    private static final int INPUTS = 3;

    /** {@return the tensors it starts from, leaves with gradients} */
    List<Tensor> inputs() {
        SplittableRandom random = new SplittableRandom(seed);
        DType dtype = random.nextInt(3) == 0 ? DType.FLOAT64 : DType.FLOAT32;
        long rows = size(random);
        long columns = size(random);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            long[] shape = switch (random.nextInt(4)) {
                case 0 -> new long[] {columns};
                case 1 -> new long[] {rows, 1};
                default -> new long[] {rows, columns};
            };
            inputs.add(numbers(random, shape, dtype).requiresGrad_(true));
        }
        return inputs;
    }

    private static long size(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private static Tensor numbers(SplittableRandom random, long[] shape, DType dtype) {
        double[] numbers = random.doubles(Shape.of(shape).numel(), -2, 2).toArray();
        return Tensor.of(numbers).to(dtype).reshape(shape);
    }

    /** {@return the last values, then the gradients of the inputs, whose grads are forgotten first} */
    List<Tensor> run(List<Tensor> inputs) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        inputs.forEach(input -> input.setGrad(null));
        List<Tensor> pool = new ArrayList<>(inputs);
        for (int i = 0; i < length; i++) {
            pool.add(next(random, pool));
        }
        List<Tensor> results = new ArrayList<>(pool.subList(pool.size() - INPUTS, pool.size()));
        Tensor total = results.stream()
                .map(t -> t.to(DType.FLOAT32).sum())
                .reduce(Tensor::add)
                .orElseThrow();
        results.add(total);
        if (total.requiresGrad()) {
            total.backward();
            inputs.stream().map(Tensor::grad).filter(g -> g != null).forEach(results::add);
        }
        return results;
    }

    private static Tensor next(SplittableRandom random, List<Tensor> pool) {
        Tensor x = pool.get(pool.size() - 1 - Math.min(random.nextInt(pool.size()), random.nextInt(pool.size())));
        return switch (random.nextInt(10)) {
            case 0, 1 -> unary(random, x);
            case 2, 3 -> binary(random, x, pool.get(random.nextInt(pool.size())));
            case 4 -> withNumber(random, x);
            case 5 -> reduced(random, x);
            case 6, 7 -> view(random, x);
            case 8 -> product(x, pool.get(random.nextInt(pool.size())));
            default -> written(random, x);
        };
    }

    private static Tensor unary(SplittableRandom random, Tensor x) {
        return switch (random.nextInt(9)) {
            case 0 -> x.tanh();
            case 1 -> x.sigmoid();
            case 2 -> x.relu();
            case 3 -> x.abs().add(1).sqrt();
            case 4 -> x.square();
            case 5 -> x.sin();
            case 6 -> x.neg();
            case 7 -> x.tanh().exp();
            default -> x.where(x.gt(0), x.mul(0.1));
        };
    }

    private static Tensor binary(SplittableRandom random, Tensor a, Tensor b) {
        if (!broadcast(a.shape(), b.shape())) {
            return a.add(b.mean());
        }
        return switch (random.nextInt(4)) {
            case 0 -> a.add(b);
            case 1 -> a.sub(b);
            case 2 -> a.mul(b.tanh());
            default -> a.maximum(b);
        };
    }

    private static boolean broadcast(Shape a, Shape b) {
        for (int d = 1; d <= Math.min(a.rank(), b.rank()); d++) {
            long left = a.size(a.rank() - d);
            long right = b.size(b.rank() - d);
            if (left != right && left != 1 && right != 1) {
                return false;
            }
        }
        return true;
    }

    private static Tensor withNumber(SplittableRandom random, Tensor x) {
        double number = random.nextDouble(-2, 2);
        return switch (random.nextInt(3)) {
            case 0 -> x.mul(number);
            case 1 -> x.add(number);
            default -> x.div(3).clamp(-1.5, 1.5);
        };
    }

    private static Tensor reduced(SplittableRandom random, Tensor x) {
        if (x.dim() == 0) {
            return x.add(1);
        }
        int dim = random.nextInt(x.dim());
        boolean keepdim = random.nextBoolean();
        return switch (random.nextInt(9)) {
            case 0 -> x.sum(dim, keepdim);
            case 1 -> x.mean(dim, keepdim);
            case 2 -> x.amax(dim, keepdim);
            case 3 -> x.softmax(dim);
            case 4 -> x.logsumexp(dim, keepdim);
            case 5 -> x.logSoftmax(dim);
            case 6 ->
                Losses.crossEntropy(
                        x.reshape(-1, x.size(-1)), x.reshape(-1, x.size(-1)).argmax(1));
            case 7 -> Norms.layerNorm(x, Shape.of(x.size(-1)), null, null, 1e-5);
            default -> x.cumsum(dim);
        };
    }

    private static Tensor view(SplittableRandom random, Tensor x) {
        if (x.dim() == 0) {
            return x.unsqueeze(0);
        }
        int dim = random.nextInt(x.dim());
        return switch (random.nextInt(6)) {
            case 0 -> x.transpose(0, x.dim() - 1);
            case 1 -> x.reshape(-1);
            case 2 -> x.narrow(dim, 0, (x.size(dim) + 1) / 2);
            case 3 -> x.select(dim, x.size(dim) - 1);
            case 4 -> x.dim() < 3 ? x.unsqueeze(dim).expand(widened(x, dim)) : x.flip(dim);
            default -> x.contiguous();
        };
    }

    private static long[] widened(Tensor x, int dim) {
        long[] shape = new long[x.dim() + 1];
        for (int d = 0, from = 0; d < shape.length; d++) {
            shape[d] = d == dim ? 2 : x.size(from++);
        }
        return shape;
    }

    private static Tensor product(Tensor a, Tensor b) {
        boolean fits = a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(0) && a.dtype() == b.dtype();
        return fits ? a.matmul(b) : a.dim() == 2 ? a.matmul(a.t()) : a.mul(a);
    }

    private static Tensor written(SplittableRandom random, Tensor x) {
        Tensor y = x.clone();
        if (y.dim() == 0) {
            return y.mul_(0.5);
        }
        int dim = random.nextInt(y.dim());
        Tensor part = y.narrow(dim, 0, (y.size(dim) + 1) / 2);
        switch (random.nextInt(4)) {
            case 0 -> part.mul_(0.5);
            case 1 -> part.add_(1);
            case 2 -> part.zero_();
            default -> y.tanh_();
        }
        return y;
    }
}
