package dev.vecgrad.core;

import dev.vecgrad.exec.Tracing;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.CompileException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.OutOfNativeMemoryException;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a tensor is made of: a strided part of a storage, with a dtype, and its place in the gradients' graph.
 *
 * <p>Several values may share a storage; the version counter, which every in-place write raises, is the storage's. Element
 * (i, j, ...) stands at {@code offset + i * strides[0] + j * strides[1] + ...}, in elements. A movement in place, such as {@code t_}, gives
 * it other sizes and strides; all else that shows the storage keeps its own.
 */
public final class Value {
    private Storage storage;
    private final DType dtype;
    private final long offset;
    private final boolean passing = Tracing.isOn();
    private Shape shape;
    private long[] strides;
    private boolean contiguous;
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

    /** {@return a new row-major value with uninitialised elements} */
    public static Value empty(DType dtype, Shape shape, Device device) {
        return empty(dtype, shape, device, Lifetime.SHORT);
    }

    /** {@return a new row-major value with uninitialised elements} */
    public static Value empty(DType dtype, Shape shape, Device device, Lifetime lifetime) {
        return emptyStrided(dtype, shape, shape.contiguousStrides(), device, lifetime);
    }

    /** {@return a new value with uninitialised elements and dense strides in some order of the dims} */
    public static Value emptyStrided(DType dtype, Shape shape, long[] strides, Device device, Lifetime lifetime) {
        return new Value(Storage.allocate(device, bytes(dtype, shape), lifetime), dtype, shape, strides, 0);
    }

    private static long bytes(DType dtype, Shape shape) {
        if (shape.numel() > Long.MAX_VALUE / dtype.itemSize()) {
            throw new OutOfNativeMemoryException(
                    "allocate: out of native memory: " + shape + " of " + dtype + " takes 2^63 bytes or more");
        }
        return shape.numel() * dtype.itemSize();
    }

    /** {@return a value on the same storage with another shape, strides and offset; its autograd state is fresh} */
    public Value restrided(Shape newShape, long[] newStrides, long newOffset) {
        return new Value(storage, dtype, newShape, newStrides, newOffset);
    }

    /** Has its elements in other memory from now on, laid out in the same way. */
    void storage(Storage other) {
        storage = other;
        if (autograd != null) {
            autograd.moved(this);
        }
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

    /**
     * Takes the sizes and strides of {@code moved}, which shows the same elements.
     *
     * @throws CompileException if a function that is taken down moves what was there before: others know it with its old sizes
     */
    void moveLike(String op, Value moved) {
        if (Tracing.isOn() && !passing) {
            throw new CompileException(op
                    + ": inside a compiled function a tensor that was there before cannot get other sizes, which would be seen outside: use "
                    + op.substring(0, op.length() - 1) + ", or move it outside");
        }
        shape = moved.shape;
        strides = moved.strides;
        contiguous = moved.contiguous;
        storage.countMovement();
    }

    /** {@return this part of the storage as an operand of a call} */
    public Region region() {
        return new Region(dtype, shape.toArray(), strides, offset);
    }

    /** {@return how often the storage was written in place} */
    public int version() {
        return storage.version();
    }

    /** {@return the autograd state, null for a value that never had any} */
    @Nullable
    AutogradMeta autograd() {
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

    /**
     * {@return whether ops on this value are recorded, if any are: a gradient was asked for, a recorded op made it, or a tape of this thread
     * follows it}
     */
    public boolean requiresGrad() {
        if (Tracing.isOn() && !storage.isSymbol() && (autograd == null || !autograd.isPassing())) {
            boolean byItself = requiresGradByItself();
            Tracing.guardOnce(this, () -> requiresGradByItself() == byItself);
        }
        AutogradMeta meta = autograd;
        return meta != null && meta.requiresGrad(this);
    }

    /** {@return whether gradients flow to this value without regard to tapes, which do not show in it} */
    public boolean requiresGradByItself() {
        AutogradMeta meta = autograd;
        return meta != null && meta.requiresGradByItself();
    }

    /**
     * Asks for this leaf's gradient, or no longer.
     *
     * @throws AutogradException if the dtype is not floating point, a recorded op made the value and its gradient is no longer wanted, or
     *     a tape that is still running has made it and it is wanted now
     */
    public void requiresGrad(boolean wanted) {
        if (wanted && !dtype.isFloatingPoint()) {
            throw new AutogradException(
                    "requiresGrad: only Tensors of floating point dtype can require gradients: the dtype is " + dtype);
        }
        if (isOnTapeOnly()) {
            leaveTape(wanted);
        }
        if (!wanted && gradFnByItself() != null) {
            throw new AutogradException(
                    "requiresGrad: you can only change requires_grad flags of leaf variables: if you want to use a"
                            + " computed variable in a subgraph that doesn't require differentiation use detach()");
        }
        if (wanted || autograd != null) {
            autogradOrNew().requiresGrad(wanted);
        }
    }

    private boolean isOnTapeOnly() {
        AutogradMeta meta = autograd;
        Node node = meta == null ? null : meta.gradFn();
        return node != null && node.isOnTapeOnly();
    }

    /* It looks like a leaf and becomes one, for which its tapes must have ended. */
    private void leaveTape(boolean wanted) {
        if (!Tape.isAnyRunning()) {
            autogradOrNew().clear();
        } else if (wanted) {
            throw new AutogradException(
                    "requiresGrad: a GradientTape that is recording made this tensor: ask detach() of it, or let the tape watch() it");
        }
    }

    /** {@return the node of the op that made this value, null for a leaf and for what only a tape has recorded} */
    public @Nullable Node gradFnByItself() {
        return isOnTapeOnly() ? null : gradFn();
    }

    /** {@return the node of the op that made this value, null for a leaf} */
    public @Nullable Node gradFn() {
        AutogradMeta meta = autograd;
        if (meta == null) {
            return null;
        }
        ViewRelation view = meta.view();
        return view == null ? meta.gradFn() : view.gradFn(this, meta);
    }

    /** {@return whether no recorded op made this value} */
    public boolean isLeaf() {
        return gradFn() == null;
    }

    /** {@return which of its node's outputs this value is} */
    public int outputNumber() {
        return autograd == null ? 0 : autograd.outputNumber();
    }

    /** {@return the value that this one is a view of, as far as gradients know; null if it is none} */
    public @Nullable Value base() {
        ViewRelation view = autograd == null ? null : autograd.view();
        return view == null ? null : view.base();
    }

    /** {@return the gradient that was added up or set, null if there is none} */
    public @Nullable Value grad() {
        return autograd == null ? null : autograd.handOutGrad();
    }

    /** {@return the gradient for one who only reads it now: unlike one that was handed out, its memory goes back as soon as it is forgotten} */
    public @Nullable Value gradToRead() {
        return autograd == null ? null : autograd.grad();
    }

    /**
     * Sets the gradient, or forgets it.
     *
     * @throws AutogradException if it is this very value, or has another shape, dtype or device
     */
    public void grad(@Nullable Value gradient) {
        if (gradient != null) {
            checkGrad(gradient);
            Survivors.survive(gradient);
        }
        if (gradient != null || autograd != null) {
            autogradOrNew().grad(gradient);
        }
    }

    private void checkGrad(Value gradient) {
        if (gradient == this) {
            throw new AutogradException("grad: can't assign Variable as its own grad");
        }
        if (!gradient.shape.equals(shape)) {
            throw new AutogradException("grad: attempting to assign a gradient of size '" + gradient.shape
                    + "' to a tensor of size '" + shape + "': the gradient and the tensor must have the same size");
        }
        if (gradient.dtype != dtype) {
            throw new AutogradException("grad: attempting to assign a gradient with dtype '" + gradient.dtype
                    + "' to a tensor with dtype '" + dtype + "': the gradient must match the tensor's dtype");
        }
        if (!gradient.device().equals(device())) {
            throw new AutogradException("grad: attempting to assign a gradient located on device '" + gradient.device()
                    + "' to a tensor located on device '" + device() + "': both must be on the same device");
        }
    }

    /**
     * Lets backward store the gradient of this value also if it is no leaf.
     *
     * @throws AutogradException if it requires no gradient
     */
    public void retainGrad() {
        if (!requiresGrad()) {
            throw new AutogradException("retainGrad: can't retain_grad on Tensor that has requires_grad=False");
        }
        Node node = gradFn();
        AutogradMeta meta = autogradOrNew();
        if (node != null && !meta.retainsGrad()) {
            meta.retainGrad();
            node.retain(this);
        }
    }

    /** {@return whether backward stores the gradient of this value although it is no leaf} */
    public boolean retainsGrad() {
        return autograd != null && autograd.retainsGrad();
    }

    /** {@return a leaf that requires no gradient, on the same storage: a write to one is a write to both, and counted} */
    public Value detach() {
        return restrided(shape, strides, offset);
    }

    /**
     * Makes a leaf of this value that requires no gradient.
     *
     * @throws AutogradException if it is a view
     */
    public void detachInPlace() {
        AutogradMeta meta = autograd;
        if (meta != null) {
            if (meta.view() != null) {
                throw new AutogradException("detach_: Can't detach views in-place: use detach() instead");
            }
            meta.clear();
        }
    }
}
