package dev.vecgrad.simd;

import dev.vecgrad.ir.Launch;

/** One thread's part of a launch: its scratch with the slots bound, and the moving of operands through tiles. */
final class Run implements AutoCloseable {
    final Layout layout;
    final Plan plan;
    final Launch launch;
    final Scratch scratch;
    final long[] slots;
    final long[] p;

    /** Takes scratch and sets the slots of cells, tiles and scalars. */
    Run(Layout layout, Plan plan, Launch launch) {
        this.layout = layout;
        this.plan = plan;
        this.launch = launch;
        this.scratch = Scratch.take();
        this.slots = scratch.slots(plan.slots());
        this.p = scratch.arguments(plan.arguments());
        layout.bind(slots, scratch.memory(layout.bytes() + plan.scratchBytes()));
        layout.putParams(slots, launch.params());
    }

    /** Sets the slots of a program's own. */
    void bind(Program program) {
        program.bind(slots, scratch.memory(layout.bytes() + plan.scratchBytes()) + layout.bytes());
    }

    /** Lets the operands that go straight to the loops begin at {@code at}. */
    void place(long[] at, int operands) {
        for (int k = 0; k < operands; k++) {
            if (!layout.packed(k)) {
                slots[k] = at[k];
            }
        }
    }

    /** Writes the index of the next element into its cell. */
    void putIota(long index) {
        if (layout.usesIota()) {
            Scratch.putInt(slots[layout.slots().iota()], (int) index);
        }
    }

    @Override
    public void close() {
        scratch.giveBack();
    }
}
