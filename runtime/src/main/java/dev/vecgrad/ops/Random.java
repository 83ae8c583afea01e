package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.PhiloxStream;
import dev.vecgrad.core.PytorchStream;
import dev.vecgrad.core.RandomStream;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.VecgradException;

/**
 * Random tensors. The numbers depend on the generator and the order of calls alone, not on the number of threads; with a
 * {@linkplain Generator#pytorch PyTorch generator} they are those that PyTorch draws.
 *
 * <p>Those of a Philox generator are made on the device, all but permutations; a PyTorch generator's on the host, from where they go to
 * the device.
 */
public final class Random {
    private Random() {}

    /** {@return numbers in [from, to) of a floating dtype} */
    public static Value uniform(Shape shape, DType dtype, double from, double to, Generator generator, Device device) {
        requireFloating("uniform", dtype);
        if (!(from <= to)) {
            throw new VecgradException("uniform: uniform_ expects to return a [from, to) range, but found from=" + from
                    + " > to=" + to + ": from must not be above to");
        }
        return generator.draw(stream -> switch (stream) {
            case PhiloxStream philox -> PhiloxKernels.uniform(philox, shape, dtype, from, to, device);
            case PytorchStream host -> Transfer.to(hostUniform(host, shape, dtype, from, to), device);
        });
    }

    private static Value hostUniform(RandomStream stream, Shape shape, DType dtype, double from, double to) {
        int n = count(shape, Long.BYTES);
        if (dtype == DType.FLOAT32) {
            float[] numbers = new float[n];
            stream.uniform(numbers, from, to);
            return HostArrays.of(numbers, shape);
        }
        double[] numbers = new double[n];
        stream.uniform(numbers, from, to);
        return HostArrays.of(numbers, shape);
    }

    /** {@return normal numbers of a floating dtype} */
    public static Value normal(Shape shape, DType dtype, double mean, double std, Generator generator, Device device) {
        requireFloating("normal", dtype);
        if (!(std >= 0)) {
            throw new VecgradException("normal: normal expects std >= 0.0, but found std " + std);
        }
        return generator.draw(stream -> switch (stream) {
            case PhiloxStream philox -> PhiloxNormals.normal(philox, shape, dtype, mean, std, device);
            case PytorchStream host -> Transfer.to(hostNormal(host, shape, dtype, mean, std), device);
        });
    }

    private static Value hostNormal(PytorchStream stream, Shape shape, DType dtype, double mean, double std) {
        int n = count(shape, Long.BYTES);
        if (dtype == DType.FLOAT32) {
            float[] numbers = new float[n];
            stream.normal(numbers, mean, std);
            return HostArrays.of(numbers, shape);
        }
        double[] numbers = new double[n];
        stream.normal(numbers, mean, std);
        return HostArrays.of(numbers, shape);
    }

    /** {@return integers in [from, to), each as likely as the others} */
    public static Value randint(Shape shape, DType dtype, long from, long to, Generator generator, Device device) {
        if (from >= to) {
            throw new VecgradException(
                    "randint: random_ expects 'from' to be less than 'to', but got from=" + from + " >= to=" + to);
        }
        return generator.draw(stream -> switch (stream) {
            case PhiloxStream philox -> PhiloxIntegers.randint(philox, shape, dtype, from, to, device);
            case PytorchStream host -> Transfer.to(hostRandint(host, shape, dtype, from, to), device);
        });
    }

    private static Value hostRandint(PytorchStream stream, Shape shape, DType dtype, long from, long to) {
        long[] numbers = new long[count(shape, Long.BYTES)];
        stream.randint(numbers, from, to);
        return Arithmetic.cast(HostArrays.of(numbers, shape), dtype);
    }

    /** {@return the int64 numbers 0 to n - 1 in random order} */
    public static Value randperm(long n, Generator generator) {
        if (n < 0) {
            throw new VecgradException("randperm: n must be non-negative, got " + n);
        }
        long[] numbers = new long[HostArrays.length("randperm", n, Long.BYTES)];
        generator.fill(stream -> stream.randperm(numbers));
        return HostArrays.of(numbers, Shape.of(n));
    }

    /** {@return {@code number} with probability p, else zero, of a floating dtype} */
    public static Value coins(Shape shape, DType dtype, double p, double number, Generator generator, Device device) {
        requireFloating("bernoulli", dtype);
        requireProbability(p);
        return generator.draw(stream -> switch (stream) {
            case PhiloxStream philox -> PhiloxKernels.coins(philox, shape, dtype, p, number, device);
            case PytorchStream host -> Transfer.to(hostCoins(host, shape, dtype, p, number), device);
        });
    }

    private static Value hostCoins(RandomStream stream, Shape shape, DType dtype, double p, double number) {
        boolean[] coins = new boolean[count(shape, Byte.BYTES)];
        stream.bernoulli(coins, p);
        Value truths = HostArrays.of(coins, shape);
        Value ones = Arithmetic.cast(truths, dtype);
        return number == 1 ? ones : PointwiseArithmetic.MUL.apply(ones, Scalar.of(number));
    }

    /** {@return one with the probability that the element of {@code p} says, else zero, in its dtype} */
    public static Value bernoulli(Value p, Generator generator) {
        requireFloating("bernoulli", p.dtype());
        Value chances = Arithmetic.contiguous(p.detach());
        return generator.draw(stream -> switch (stream) {
            case PhiloxStream philox -> PhiloxKernels.chances(philox, chances);
            case PytorchStream host -> Transfer.to(hostChances(host, chances), chances.device());
        });
    }

    private static Value hostChances(RandomStream stream, Value p) {
        boolean[] coins = new boolean[count(p.shape(), Byte.BYTES)];
        if (p.dtype() == DType.FLOAT32) {
            stream.bernoulli(coins, HostArrays.floats(p));
        } else {
            stream.bernoulli(coins, HostArrays.doubles(p));
        }
        return Arithmetic.cast(HostArrays.of(coins, p.shape()), p.dtype());
    }

    /** Writes random numbers of {@code target}'s shape and dtype over it; its gradient becomes zero. */
    static void write(String op, Value target, Value numbers) {
        Recorder.checkInPlace(op, target);
        Arithmetic.copyInto(target, numbers);
        String node = Character.toUpperCase(op.charAt(0)) + op.substring(1) + "Backward0";
        Recorder.recordInPlace(node, new Value[] {target}, target, call ->
                new Value[] {call.needs(0) ? Arithmetic.zerosLike(call.gradient()) : null});
    }

    private static void requireFloating(String op, DType dtype) {
        if (!dtype.isFloatingPoint()) {
            throw new DTypeException(
                    op + ": \"" + op + "\" not implemented for '" + dtype + "': the dtype must be floating");
        }
    }

    private static void requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new VecgradException("bernoulli: bernoulli_ expects p to be in [0, 1], but got p=" + p);
        }
    }

    private static int count(Shape shape, int each) {
        return HostArrays.length("random", shape.numel(), each);
    }
}
