package dev.vecgrad.simd;

import dev.vecgrad.ir.Launch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of a launch: slots, room for a loop's arguments, and native scratch for tiles and cells. Each thread uses its own again
 * and again, so that a launch allocates nothing; virtual threads share some.
 */
final class Run implements AutoCloseable {
    private static final ThreadLocal<Run> OWN = ThreadLocal.withInitial(Run::new);
    private static final ConcurrentLinkedQueue<Run> SHARED = new ConcurrentLinkedQueue<>();

    /** What the launched loops work on, by the numbers of {@link Slots}. */
    long[] slots = new long[64];

    /** Room for a loop's arguments. */
    long[] p = new long[64];

    /** For each operand the bytes from a row to the next. */
    long[] steps = new long[64];

    /** The walk over kept dims. */
    final Odometer rows = new Odometer();

    /** The walk over reduced dims. */
    final Odometer reduced = new Odometer();

    private long[][] arguments = {};
    private MemorySegment memory = MemorySegment.NULL;
    private @Nullable Layout layout;
    private @Nullable Plan plan;
    private @Nullable Launch launch;

    /** The one for a launch that begins while this one's is under way. */
    private @Nullable Run beside;

    private Run() {}

    /** {@return this thread's, with the slots of cells, tiles and scalars set} */
    static Run begin(Layout layout, Plan plan, Launch launch) {
        Run run = take();
        run.set(layout, plan, launch);
        return run;
    }

    private static Run take() {
        if (!Thread.currentThread().isVirtual()) {
            return OWN.get().free();
        }
        Run free = SHARED.poll();
        return free != null ? free : new Run();
    }

    private Run free() {
        if (layout == null) {
            return this;
        }
        Run other = beside == null ? new Run() : beside;
        beside = other;
        return other.free();
    }

    private void set(Layout newLayout, Plan newPlan, Launch newLaunch) {
        if (slots.length < newPlan.slots()) {
            slots = new long[2 * newPlan.slots()];
            steps = new long[slots.length];
        }
        if (p.length < newPlan.arguments()) {
            p = new long[2 * newPlan.arguments()];
        }
        long bytes = newPlan.scratchBytes();
        if (memory.byteSize() < bytes) {
            memory = Arena.ofAuto().allocate(Math.max(2 * bytes, 1 << 16), 128);
        }
        newPlan.bind(slots, memory.address());
        newLayout.putParams(slots, newLaunch.params());
        layout = newLayout;
        plan = newPlan;
        launch = newLaunch;
    }

    @Override
    public void close() {
        layout = null;
        plan = null;
        launch = null;
        if (Thread.currentThread().isVirtual()) {
            SHARED.offer(this);
        }
    }

    Layout layout() {
        return Objects.requireNonNull(layout);
    }

    Plan plan() {
        return Objects.requireNonNull(plan);
    }

    Launch launch() {
        return Objects.requireNonNull(launch);
    }

    /** Lets the first {@code operands} operands that go straight to the loops begin at {@code at}. */
    void place(long[] at, int operands) {
        Layout of = layout();
        for (int k = 0; k < operands; k++) {
            if (!of.packed(k)) {
                slots[k] = at[k];
            }
        }
    }

    /** {@return room for the arguments of {@code loops} loops that have {@code most} at most} */
    long[][] arguments(int loops, int most) {
        if (arguments.length < loops || arguments.length > 0 && arguments[0].length < most) {
            arguments = new long[2 * loops][2 * most];
        }
        return arguments;
    }

    /** Writes the index of the next element into its cell. */
    void putIota(long index) {
        if (layout().usesIota()) {
            Memory.putInt(slots[layout().slots().iota()], (int) index);
        }
    }
}
