package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.Mode;
import dev.vecgrad.bench.Step;
import dev.vecgrad.bench.Workload;
import dev.vecgrad.bench.Workloads;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Making a compiled function of a step and calling it for the first time, in a JVM that has done so before, beside making the operands and one eager step. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class Compiling extends Micro {
    /** Which step. */
    @Param({"chain_grad/100", "mlp_sgd_step/32"})
    public String workload;

    private Workload work;

    /** Finds it. */
    @Setup
    public void find() {
        work = Workloads.named(workload);
        settle(this::firstCompiledStep);
    }

    /** Operands, trace, plan, one call. */
    @Benchmark
    public void firstCompiledStep() {
        try (Scope _ = Scope.open()) {
            Step step = work.prepare().get().in(Mode.COMPILED);
            step.run();
        }
    }

    /** Operands, one step. */
    @Benchmark
    @Baseline
    public void firstEagerStep() {
        try (Scope _ = Scope.open()) {
            work.prepare().get().run();
        }
    }
}
