package dev.vecgrad;

import dev.vecgrad.core.HostArrays;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Nested Java arrays from and to row-major elements. */
final class NestedArrays {
    private NestedArrays() {}

    /** {@return a tensor with the elements of {@code nested}} */
    static Tensor read(Object[] nested) {
        Class<?> element = elementType(nested.getClass());
        Shape shape = shape(nested);
        Object flat = Array.newInstance(element, Math.toIntExact(shape.numel()));
        fill(nested, shape, 0, flat, 0);
        return switch (flat) {
            case float[] a -> new Tensor(HostArrays.of(a, shape));
            case double[] a -> new Tensor(HostArrays.of(a, shape));
            case long[] a -> new Tensor(HostArrays.of(a, shape));
            case int[] a -> new Tensor(HostArrays.of(a, shape));
            case boolean[] a -> new Tensor(HostArrays.of(a, shape));
            default -> throw new DTypeException("of: arrays of float, double, long, int or boolean, not of " + element);
        };
    }

    private static Class<?> elementType(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    private static Shape shape(Object nested) {
        List<Long> sizes = new ArrayList<>();
        Object level = nested;
        Class<?> type = nested.getClass();
        while (type.isArray()) {
            int length = level == null ? 0 : Array.getLength(level);
            sizes.add((long) length);
            type = type.getComponentType();
            level = length == 0 || !type.isArray() ? null : Array.get(level, 0);
        }
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    /** Copies one level; {@return the position after it}. */
    private static int fill(Object level, Shape shape, int dim, Object flat, int at) {
        int length = Array.getLength(level);
        if (length != shape.size(dim)) {
            throw new ShapeException("of: expected sequence of length " + shape.size(dim) + " at dim " + dim + " (got "
                    + length + "): nested arrays must not be ragged");
        }
        if (dim == shape.rank() - 1) {
            System.arraycopy(level, 0, flat, at, length);
            return at + length;
        }
        int position = at;
        for (int i = 0; i < length; i++) {
            position = fill(Array.get(level, i), shape, dim + 1, flat, position);
        }
        return position;
    }

    /** {@return {@code flat}, an array of primitives, as nested arrays of this shape; the first element for a scalar} */
    static Object write(Object flat, Shape shape) {
        return shape.rank() == 0 ? Array.get(flat, 0) : level(flat, shape, 0, 0, shape.numel());
    }

    private static Object level(Object flat, Shape shape, int dim, long at, long elements) {
        int length = Math.toIntExact(shape.size(dim));
        if (dim == shape.rank() - 1) {
            Object row = Array.newInstance(elementType(flat.getClass()), length);
            System.arraycopy(flat, Math.toIntExact(at), row, 0, length);
            return row;
        }
        int[] sizes = new int[shape.rank() - dim];
        for (int d = dim; d < shape.rank(); d++) {
            sizes[d - dim] = Math.toIntExact(shape.size(d));
        }
        Object nested = Array.newInstance(elementType(flat.getClass()), sizes);
        long each = length == 0 ? 0 : elements / length;
        for (int i = 0; i < length; i++) {
            Array.set(nested, i, level(flat, shape, dim + 1, at + i * each, each));
        }
        return nested;
    }
}
