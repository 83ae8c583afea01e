package dev.vecgrad.core;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.Device;

/** Copies of values on other devices. */
public final class Transfer {
    private Transfer() {}

    /** {@return {@code x} itself if it is on the device, else a row-major copy there; recorded, and its gradient goes the other way} */
    public static Value to(Value x, Device device) {
        if (x.device().equals(device)) {
            return x;
        }
        Device from = x.device();
        return Recorder.record(
                "ToCopyBackward0", new Value[] {x}, copy(x, device), call -> new Value[] {to(call.gradient(), from)});
    }

    /** {@return the same, not recorded} */
    static Value moved(Value x, Device device) {
        return x.device().equals(device) ? x : copy(x, device);
    }

    /**
     * Moves a leaf, with its gradient, to the device: the value itself has its elements there afterwards. Views and graphs that were made of it
     * before keep the old memory.
     *
     * @throws AutogradException if a recorded op made the value
     */
    public static void move(Value leaf, Device device) {
        if (leaf.device().equals(device)) {
            return;
        }
        if (!leaf.isLeaf() || leaf.base() != null) {
            throw new AutogradException("to: only a leaf can move to " + device + ": copy what an op has made");
        }
        Tracing.requireRunning("to: a compiled function runs on one device: move modules there before it is called");
        Value gradient = leaf.gradToRead();
        Storage there = Storage.allocate(device, leaf.storage().bytes(), Lifetime.LONG);
        HostTransfer.copy(leaf.storage(), there);
        leaf.storage(there);
        if (gradient != null) {
            leaf.grad(moved(gradient, device));
        }
    }

    private static Value copy(Value x, Device device) {
        Tracing.requireRunning("to: a compiled function runs on one device: move tensors there before it is called");
        boolean recording = GradMode.set(false);
        try {
            Value dense = Arithmetic.contiguous(x);
            Value copy = Value.empty(x.dtype(), x.shape(), device);
            HostTransfer.fill(
                    copy.storage(),
                    x.dtype(),
                    dense.storage(),
                    dense.offset() * x.dtype().itemSize());
            return copy;
        } finally {
            GradMode.set(recording);
        }
    }
}
