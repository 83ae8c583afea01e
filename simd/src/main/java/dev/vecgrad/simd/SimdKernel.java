package dev.vecgrad.simd;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on vectors: at first the shared loops of its operations, over tiles; once it has done enough work, loops of its own that are
 * made and warmed on another thread. Both give the same bits.
 */
final class SimdKernel implements Kernel {
    private final Layout layout;
    private final Driver driver;
    private final Promotion promotion;
    private final Planner.Mode mode;
    private volatile @Nullable Plan plan;

    /** How a space is walked through. */
    interface Driver {
        /** Runs the launch. */
        void run(Plan plan, Launch launch, long[] addresses, Workers workers);
    }

    /**
     * A kernel.
     *
     * @param mode the loops it begins with
     * @param promoted whether it may come to loops of its own
     * @param grain how many elements a thread takes at least
     */
    SimdKernel(KernelSpec spec, Planner.Mode mode, boolean promoted, long grain) {
        this.layout = new Layout(spec, new Slots(spec), grain);
        this.driver = switch (spec.space()) {
            case MAP -> new MapDriver(layout);
            case INNER -> new InnerDriver(layout);
            case OUTER -> new OuterDriver(layout);
        };
        this.mode = mode;
        this.promotion = new Promotion(this, layout.opsPerElement(), promoted);
    }

    /** {@return a kernel of the tier that {@code -Dvecgrad.kernels} asks for} */
    static SimdKernel of(KernelSpec spec) {
        Planner.Mode mode = Tier.CHOSEN == Tier.GENERATED ? Planner.Mode.FUSED : Planner.Mode.TILES;
        return new SimdKernel(spec, mode, Tier.CHOSEN == Tier.AUTO, Effort.grain(Effort.perElement(spec)));
    }

    @Override
    public void run(Launch launch, long[] addresses, Workers workers) {
        long[] kept = launch.kept();
        if (kept.length == 1 && runDirectly(kept[0], addresses)) {
            return;
        }
        Plan now = plan();
        try {
            driver.run(now, launch, addresses, workers);
        } finally {
            Reference.reachabilityFence(now);
        }
        promotion.count(launch.keptNumel() * launch.reducedNumel());
    }

    @Override
    public void runWithColumns(
            Launch launch,
            long[] addresses,
            Kernel columns,
            Launch columnsLaunch,
            long[] columnsAddresses,
            Workers workers) {
        if (RowsAndColumns.takes(launch, columnsLaunch, workers.parallelism())
                && driver instanceof InnerDriver ofRows
                && columns instanceof SimdKernel other
                && other.driver instanceof OuterDriver ofColumns) {
            Plan now = plan();
            Plan otherNow = other.plan();
            try {
                ofColumns.run(
                        otherNow,
                        columnsLaunch,
                        columnsAddresses,
                        workers,
                        (begin, end) -> ofRows.part(now, launch, addresses, begin, end));
            } finally {
                Reference.reachabilityFence(now);
                Reference.reachabilityFence(otherNow);
            }
            promotion.count(launch.keptNumel() * launch.reducedNumel());
            other.promotion.count(columnsLaunch.keptNumel() * columnsLaunch.reducedNumel());
        } else {
            Kernel.super.runWithColumns(launch, addresses, columns, columnsLaunch, columnsAddresses, workers);
        }
    }

    @Override
    public void runDense(long n, int operands, long[] addresses, long[] params, Workers workers) {
        if (!runDirectly(n, addresses)) {
            Kernel.super.runDense(n, operands, addresses, params, workers);
        }
    }

    /** One that nobody has run begins with loops of its own: they are ready as soon as shared ones. */
    @Override
    public boolean prepare(long nanos) {
        if (plan == null && promotion.isWanted()) {
            Plan own = fuse();
            plan = own;
            promotion.aimAt(own);
        }
        Plan _ = plan();
        return promotion.await(nanos);
    }

    /** {@return whether its programs are not made yet} */
    @Override
    public boolean mayFail(Launch launch) {
        return plan == null;
    }

    /** {@return whether it ran: few elements without gaps, by a single loop that takes nothing but operands} */
    private boolean runDirectly(long n, long[] addresses) {
        Loop direct = plan().direct();
        if (direct == null || n > layout.grain()) {
            return false;
        }
        direct.run(addresses, (int) n);
        promotion.count(n);
        return true;
    }

    /** {@return the programs that run now; they are made when first asked for, for some kernels never run} */
    Plan plan() {
        Plan now = plan;
        if (now == null) {
            now = Plan.of(layout, mode);
            plan = now;
        }
        return now;
    }

    /** {@return the programs with loops of the kernel's own; they are made by the calling thread} */
    Plan fuse() {
        return Plan.of(layout, Planner.Mode.FUSED);
    }

    /** Lets launches from now on run {@code other}. */
    void replace(Plan other) {
        plan = other;
    }
}
