package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Putting tensors together along a certain dim, those with too few dims getting more. dtypes promote. */
public final class Stacking {
    private Stacking() {}

    /** {@return the tensors beside each other: along the second dim, vectors along their only one} */
    public static Value hstack(List<Value> parts) {
        List<Value> lines = widened("hstack", parts, x -> Reshaping.atLeast(x, 1));
        return Joining.cat(lines, lines.getFirst().rank() == 1 ? 0 : 1);
    }

    /** {@return the tensors below each other: along the first dim, vectors being rows} */
    public static Value vstack(List<Value> parts) {
        return Joining.cat(widened("vstack", parts, x -> Reshaping.atLeast(x, 2)), 0);
    }

    /** {@return the tensors behind each other: along the third dim} */
    public static Value dstack(List<Value> parts) {
        return Joining.cat(widened("dstack", parts, x -> Reshaping.atLeast(x, 3)), 2);
    }

    /** {@return the tensors beside each other, vectors being columns} */
    public static Value columnStack(List<Value> parts) {
        return Joining.cat(
                widened("column_stack", parts, x -> x.rank() > 1 ? x : Movement.reshape(x, x.numel(), 1)), 1);
    }

    private static List<Value> widened(String op, List<Value> parts, UnaryOperator<Value> form) {
        if (parts.isEmpty()) {
            throw new ShapeException(op + ": " + op + " expects a non-empty TensorList");
        }
        return parts.stream().map(form).toList();
    }
}
