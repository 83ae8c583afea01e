package dev.vecgrad.memory;

import dev.vecgrad.type.CompileException;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.ReleasedException;
import dev.vecgrad.type.UserLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a device's memory in which a tensor's elements live; views share it.
 *
 * <p>Aligned to 128 bytes; at least 64 bytes after its end may be read, not written. It returns to the pool at once when it is
 * {@linkplain #release released}, or some time after it became unreachable. All methods may be called from any thread.
 */
public final class Storage {
    private static final int RELEASED = 1;
    private static final long NO_ADDRESS = 0;
    private static final int NEVER_IN_A_SCOPE = Integer.MAX_VALUE >>> 1;

    private static final VarHandle STATE;
    private static final VarHandle VERSION;
    private static final VarHandle MOVEMENTS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Storage.class, "state", int.class);
            VERSION = lookup.findVarHandle(Storage.class, "version", int.class);
            MOVEMENTS = lookup.findVarHandle(Storage.class, "movements", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Lease lease;
    private final long address;
    private final long bytes;
    private volatile int version;
    private volatile int movements;

    /**
     * Bit 0: released. The others: 0 if any scope may free it, else 1 + the depth of the innermost scope that may. Zero at birth, so that
     * the constructor writes no volatile field.
     */
    private volatile int state;

    /** Set before any other thread may know the storage and forgotten once and for all, so whoever sees a write sees it forgotten. */
    private @Nullable IntegerRange range;

    Storage(Lease lease, long address, long bytes) {
        this.lease = lease;
        this.address = address;
        this.bytes = bytes;
    }

    /**
     * Allocates {@code bytes} bytes with undefined content. If a {@link Scope} is open on this thread and {@code lifetime} is
     * {@link Lifetime#SHORT}, that scope frees it when it closes.
     *
     * @throws dev.vecgrad.type.OutOfNativeMemoryException if the limit is reached and nothing more can be freed
     */
    public static Storage allocate(Device device, long bytes, Lifetime lifetime) {
        if (bytes < 0) {
            throw new IllegalArgumentException("allocate: bytes must not be negative, but is " + bytes);
        }
        Storage storage = Symbols.areMade()
                ? symbol(device, bytes)
                : DeviceMemory.of(device).allocate(bytes, lifetime);
        if (lifetime == Lifetime.SHORT) {
            ScopeStack.register(storage);
        }
        return storage;
    }

    /** {@return a storage that only stands for memory} */
    public static Storage symbol(Device device, long bytes) {
        return new Storage(Lease.ofSymbol(device), NO_ADDRESS, bytes);
    }

    /** {@return where it is} */
    public Device device() {
        return lease.device;
    }

    /** {@return whether it has no memory and only stands for some, see {@link Symbols}} */
    public boolean isSymbol() {
        return address == NO_ADDRESS;
    }

    /** {@return its size, in bytes} */
    public long bytes() {
        return bytes;
    }

    /** {@return how often it was written in place} */
    public int version() {
        return version;
    }

    /** Counts a write in place. */
    public void bumpVersion() {
        int _ = (int) VERSION.getAndAdd(this, 1);
    }

    /** {@return where its elements, integers, are known to lie, all of them; null if nobody knows, as after any write} */
    public @Nullable IntegerRange range() {
        return range;
    }

    /** Says where its elements lie; before any other thread may know it. */
    public void range(IntegerRange known) {
        range = known;
    }

    /** {@return how often something that shows it got other sizes or strides} */
    public int movements() {
        return movements;
    }

    /** Counts that something which shows it has got other sizes or strides. */
    public void countMovement() {
        int _ = (int) MOVEMENTS.getAndAdd(this, 1);
    }

    /** {@return whether its memory was given back} */
    public boolean isReleased() {
        return (state & RELEASED) != 0;
    }

    /** Gives the memory back at once; a second call does nothing. Ops that are running on it end undisturbed; later ones fail. */
    public void release() {
        try (ReleaseBatch batch = new ReleaseBatch(false)) {
            batch.release(this);
        }
    }

    /**
     * {@return the address of its first byte; only the launcher may ask, between {@link Epochs#enter} and {@link Epochs#exit}, and must keep
     * this storage reachable until then}
     *
     * @throws ReleasedException if the memory was given back
     * @throws CompileException if it only stands for memory
     */
    public long address() {
        requireUnreleased();
        if (address == NO_ADDRESS) {
            throw new CompileException(
                    "storage: a tensor that was made inside a compiled function is used outside of it, at "
                            + UserLine.here()
                            + ": it has no memory of its own: return it, and the call gives its value");
        }
        return address;
    }

    /**
     * {@return the same}
     *
     * @param written whether its bytes are to be written, after which nothing is known of them
     */
    public long address(boolean written) {
        if (written && range != null) {
            range = null;
        }
        return address();
    }

    /**
     * Throws if the memory was given back.
     *
     * @throws ReleasedException if it was
     */
    public void requireUnreleased() {
        if ((state & RELEASED) != 0) {
            throw released();
        }
    }

    private ReleasedException released() {
        return new ReleasedException("storage: the tensor's memory was released: its " + bytes
                + " bytes were given back by release() or by the Scope it was made in; Scope.keep moves a tensor out");
    }

    /** Says that no scope may free it, on any thread: it outlives them by right. */
    public void survive() {
        outlive(0);
    }

    /** Says that only scopes of at most the given depth may free it: the outermost scope has depth 1. */
    public void outlive(int depth) {
        for (int old = state; freeableFrom(old) > depth; old = state) {
            if (STATE.compareAndSet(this, old, (old & RELEASED) | (depth + 1) << 1)) {
                return;
            }
        }
    }

    /** Notes the depth of the scope it was made in; before any other thread may know it. */
    void madeAt(int depth) {
        STATE.set(this, (depth + 1) << 1);
    }

    /** {@return the depth of the innermost scope that may free it, 0 if none may} */
    public int scopeDepth() {
        int depth = freeableFrom();
        return depth == NEVER_IN_A_SCOPE ? 0 : depth;
    }

    /** {@return whether it has a slab in common with others, which lasts as long as the longest-lived of them} */
    public boolean isInSlab() {
        return lease.record instanceof Slab;
    }

    /** {@return the depth of the innermost scope that may free it} */
    int freeableFrom() {
        return freeableFrom(state);
    }

    private static int freeableFrom(int state) {
        return state >>> 1 == 0 ? NEVER_IN_A_SCOPE : (state >>> 1) - 1;
    }

    /** {@return whether this call is the one that released it} */
    boolean markReleased() {
        return ((int) STATE.getAndBitwiseOr(this, RELEASED) & RELEASED) == 0;
    }

    Lease lease() {
        return lease;
    }

    /** {@return its address, whether it is released or not: for the one that puts it back} */
    long rawAddress() {
        return address;
    }

    @Override
    public String toString() {
        return "Storage[" + bytes + " bytes on " + lease.device + (isReleased() ? ", released" : "") + "]";
    }
}
