package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers in modules' texts, as Python writes them. */
final class Texts {
    private Texts() {}

    /** {@return a number as Python writes it, e.g. {@code 1.0}, {@code 1e-05}} */
    static String number(double value) {
        return Tensor.scalar(value, DType.FLOAT64).numpyString();
    }

    /** {@return {@code True} or {@code False}} */
    static String truth(boolean value) {
        return value ? "True" : "False";
    }

    /** {@return one number alone, several as a tuple: as they were given} */
    static String given(List<Long> numbers) {
        return numbers.size() == 1 ? numbers.get(0).toString() : tuple(numbers);
    }

    /** {@return wanted sizes as they were given, -1 as None} */
    static String outputSize(long... sizes) {
        List<String> texts = Arrays.stream(sizes)
                .mapToObj(size -> size == -1 ? "None" : Long.toString(size))
                .toList();
        return "output_size=" + (sizes.length == 1 ? texts.getFirst() : "(" + String.join(", ", texts) + ")");
    }

    /** {@return numbers as Python writes a tuple, e.g. {@code (4,)}, {@code (2, 3)}} */
    static String tuple(List<Long> numbers) {
        return sizes(Shape.of(numbers.stream().mapToLong(Long::longValue).toArray()));
    }

    /** {@return sizes as Python writes a tuple, e.g. {@code (4,)}, {@code (2, 3)}} */
    static String sizes(Shape shape) {
        String inner = Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "(" + inner + (shape.rank() == 1 ? ",)" : ")");
    }
}
