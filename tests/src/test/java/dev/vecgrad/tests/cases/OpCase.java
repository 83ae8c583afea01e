package dev.vecgrad.tests.cases;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One use of an op. From it come gradient checks, comparisons with the reference in both tiers and with PyTorch, and calls of the fuzzer.
 *
 * @param name the op's name as in {@code torch}
 * @param expression the same use in Python, over the inputs {@code a, b, c, ...}, {@code torch} and {@code F}; tuples and lists are several
 *     results
 * @param function the use in Java: a tensor, an array or a collection of tensors, or a record made of tensors
 * @param inputs what it is given
 * @param differentiable whether its results have gradients in floating dtypes
 * @param sizable whether it works with other sizes too, where sizes and bounds that are equal stay so, and in the same order
 * @param dtypes those in which it is compared with the reference; those it refuses with a DTypeException are left out by themselves
 */
public record OpCase(
        String name,
        String expression,
        Op function,
        List<Input> inputs,
        boolean differentiable,
        boolean sizable,
        Set<DType> dtypes) {
    /** A use of an op. */
    @FunctionalInterface
    public interface Op {
        /** {@return a tensor, an array or a collection of tensors, or a record made of tensors} */
        Object apply(Tensor... in);
    }

    /** {@return a case that has gradients, and is run in every dtype it takes} */
    public static OpCase op(String name, String expression, Op function, Input... inputs) {
        return new OpCase(name, expression, function, List.of(inputs), true, true, EnumSet.allOf(DType.class));
    }

    /** {@return the same for an op without gradients} */
    public OpCase withoutGradients() {
        return new OpCase(name, expression, function, inputs, false, sizable, dtypes);
    }

    /** {@return the same for an expression that holds for these sizes only, such as {@code a.view(6, 4)}} */
    public OpCase ofTheseSizes() {
        return new OpCase(name, expression, function, inputs, differentiable, false, dtypes);
    }

    /** {@return the same, compared with the reference in these dtypes only} */
    public OpCase comparedIn(DType first, DType... rest) {
        return new OpCase(name, expression, function, inputs, differentiable, sizable, EnumSet.of(first, rest));
    }

    /** {@return the results for {@code in}} */
    public Tensor[] results(Tensor... in) {
        return flat(function.apply(in)).toArray(Tensor[]::new);
    }

    private static Stream<Tensor> flat(Object result) {
        return switch (result) {
            case Tensor tensor -> Stream.of(tensor);
            case Object[] several -> Arrays.stream(several).flatMap(OpCase::flat);
            case Collection<?> several -> several.stream().flatMap(OpCase::flat);
            case Record several ->
                Arrays.stream(several.getClass().getRecordComponents()).flatMap(part -> flat(component(several, part)));
            default -> throw new IllegalArgumentException("not made of tensors: " + result);
        };
    }

    private static Object component(Record several, RecordComponent part) {
        try {
            return part.getAccessor().invoke(several);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a case's result must be public", e);
        }
    }

    /** {@return row-major inputs without gradients; the same for the same seed} */
    public Tensor[] draw(long seed, DType dtype) {
        return new Draw(inputs, seed, dtype).tensors();
    }

    /** {@return row-major float64 inputs, of which those that have gradients require them} */
    public Tensor[] drawDifferentiable(long seed) {
        Tensor[] drawn = draw(seed, DType.FLOAT64);
        IntStream.range(0, drawn.length)
                .filter(i -> !inputs.get(i).constant())
                .forEach(i -> drawn[i].requiresGrad_(true));
        return drawn;
    }

    /** {@return the same with greater sizes than 1 replaced by random ones up to about {@code most}, if it works with other sizes} */
    public OpCase resized(SplittableRandom random, int most) {
        if (!sizable) {
            return this;
        }
        TreeSet<Long> sizes = new TreeSet<>();
        for (Input input : inputs) {
            Arrays.stream(input.sizes()).filter(n -> n > 1).forEach(sizes::add);
            if (input.isIndex() && input.high() > 1) {
                sizes.add(input.high());
            }
        }
        TreeMap<Long, Long> other = new TreeMap<>();
        long last = 0;
        for (long size : sizes) {
            last = Math.max(last + 1, size) + random.nextInt(Math.max(most / sizes.size(), 1));
            other.put(size, last);
        }
        List<Input> resized =
                inputs.stream().map(input -> resized(input, other)).toList();
        return new OpCase(name, expression, function, resized, differentiable, true, dtypes);
    }

    private static Input resized(Input input, TreeMap<Long, Long> other) {
        long[] sizes = Arrays.stream(input.sizes())
                .map(size -> other.getOrDefault(size, size))
                .toArray();
        return input.sized(sizes, input.isIndex() ? other.getOrDefault(input.high(), input.high()) : input.high());
    }

    @Override
    public String toString() {
        return expression + " of " + inputs;
    }
}
