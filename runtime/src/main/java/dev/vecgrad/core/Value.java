package dev.vecgrad.core;

import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a tensor is made of: a strided part of a storage, with a dtype, and its place in the gradients' graph.
 *
 * <p>Several values may share a storage; the version counter, which every in-place write raises, is the storage's. Element
 * (i, j, ...) stands at {@code offset + i * strides[0] + j * strides[1] + ...}, in elements.
 */
public final class Value {
    private final Storage storage;
    private final DType dtype;
    private final Shape shape;
    private final long[] strides;
    private final long offset;
    private final boolean contiguous;
    private @Nullable AutogradMeta autograd;

    private Value(Storage storage, DType dtype, Shape shape, long[] strides, long offset) {
        this.storage = storage;
        this.dtype = dtype;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.contiguous = Strides.isContiguous(shape, strides);
    }

    /** {@return a value that shows this part of {@code storage}; its autograd state is fresh} */
    public static Value of(Storage storage, DType dtype, Shape shape, long[] strides, long offset) {
        return new Value(storage, dtype, shape, strides, offset);
    }

    /** {@return a new row-major value with uninitialised elements on the processor} */
    public static Value empty(DType dtype, Shape shape) {
        return empty(dtype, shape, Device.CPU, Lifetime.SHORT);
    }

    /** {@return a new row-major value with uninitialised elements} */
    public static Value empty(DType dtype, Shape shape, Device device, Lifetime lifetime) {
        return emptyStrided(dtype, shape, shape.contiguousStrides(), device, lifetime);
    }

    /** {@return a new value with uninitialised elements and dense strides in some order of the dims} */
    public static Value emptyStrided(DType dtype, Shape shape, long[] strides, Device device, Lifetime lifetime) {
        long bytes = Math.multiplyExact(shape.numel(), (long) dtype.itemSize());
        return new Value(Storage.allocate(device, bytes, lifetime), dtype, shape, strides, 0);
    }

    /** {@return a value on the same storage with another shape, strides and offset; its autograd state is fresh} */
    public Value restrided(Shape newShape, long[] newStrides, long newOffset) {
        return new Value(storage, dtype, newShape, newStrides, newOffset);
    }

    /** {@return the memory} */
    public Storage storage() {
        return storage;
    }

    /** {@return where the memory is} */
    public Device device() {
        return storage.device();
    }

    /** {@return the elements' dtype} */
    public DType dtype() {
        return dtype;
    }

    /** {@return the sizes} */
    public Shape shape() {
        return shape;
    }

    /** {@return the number of dims} */
    public int rank() {
        return shape.rank();
    }

    /** {@return the number of elements} */
    public long numel() {
        return shape.numel();
    }

    /** {@return the strides in elements; not to be changed} */
    public long[] strides() {
        return strides;
    }

    /** {@return the first element's distance from the start of the storage, in elements} */
    public long offset() {
        return offset;
    }

    /** {@return whether the elements stand in row-major order without gaps} */
    public boolean isContiguous() {
        return contiguous;
    }

    /** {@return how often the storage was written in place} */
    public int version() {
        return storage.version();
    }

    /** {@return the autograd state, null for a value that never had any} */
    @Nullable AutogradMeta autograd() {
        return autograd;
    }

    /** {@return the autograd state, made if there is none} */
    AutogradMeta autogradOrNew() {
        AutogradMeta meta = autograd;
        if (meta == null) {
            meta = new AutogradMeta();
            autograd = meta;
        }
        return meta;
    }

    /** {@return whether gradients flow to this value: it was asked for, or a recorded op made it} */
    public boolean requiresGrad() {
        AutogradMeta meta = autograd;
        return meta != null && meta.requiresGrad();
    }
}
