package dev.vecgrad.simd;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import java.lang.ref.Reference;

/** A kernel on vectors. */
final class SimdKernel implements Kernel {
    private final Driver driver;
    private volatile Plan plan;

    /** How a space is walked through. */
    private interface Driver {
        void run(Plan plan, Launch launch, long[] addresses, Workers workers);
    }

    SimdKernel(KernelSpec spec, Planner.Mode mode) {
        Layout layout = new Layout(spec, new Slots(spec));
        this.driver = switch (spec.space()) {
            case MAP -> new MapDriver(layout)::run;
            case INNER -> new InnerDriver(layout)::run;
            case OUTER -> new OuterDriver(layout)::run;
        };
        this.plan = Plan.of(layout, mode);
    }

    @Override
    public void run(Launch launch, long[] addresses, Workers workers) {
        Plan now = plan;
        try {
            driver.run(now, launch, addresses, workers);
        } finally {
            Reference.reachabilityFence(now);
        }
    }
}
