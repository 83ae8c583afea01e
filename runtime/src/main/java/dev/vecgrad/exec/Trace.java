package dev.vecgrad.exec;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What takes down a thread's work instead of doing it. Arrays that are handed over are the trace's own from then on. */
public interface Trace {
    /**
     * A kernel.
     *
     * @param params gives the launch's scalars anew for each call; null if they are always the same
     */
    void kernel(Executable executable, Launch launch, Storage[] storages, @Nullable Supplier<long[]> params);

    /**
     * A call.
     *
     * @param renewed gives it anew for each call of the function; null if it is always the same
     */
    void call(
            Device device,
            Call call,
            @Nullable Supplier<? extends Call> renewed,
            List<Region> operands,
            Storage[] storages);

    /** A batch of matrix products. */
    void product(MatrixProduct product, Storage[] storages);

    /** Bytes from the host, which are the same at each call. */
    void bytes(Storage target, long byteOffset, MemorySegment source);

    /** A test of values, which throws. */
    void check(Check check, List<Region> operands, Storage[] storages);

    /** What must hold of {@code state} for what was taken down to be right; not if an effect has changed it before. */
    void guard(Object state, BooleanSupplier condition);

    /** The same; further conditions on {@code state} say nothing new. */
    void guardOnce(Object state, BooleanSupplier condition);

    /** A change of {@code state}, which has been made. */
    void effect(Object state, Effect effect, Runnable undo);

    /** {@return what to throw when somebody asks for a value} */
    RuntimeException valueAsked();
}
