package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.Mode;
import dev.vecgrad.bench.Step;
import dev.vecgrad.bench.Workloads;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Steps of the suite as compiled functions, beside the same steps eager. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class CompiledSteps extends Micro {
    /** Which step. */
    @Param({"chain_grad/100", "chain_grad/1000000", "logreg_step/800x10", "mlp_sgd_step/32"})
    public String workload;

    private Step compiled;
    private Step eager;

    /** Makes operands. */
    @Setup
    public void operands() {
        compiled = Workloads.named(workload).prepare().get().in(Mode.COMPILED);
        eager = Workloads.named(workload).prepare().get();
        settle(() -> {
            compiled();
            eager();
        });
    }

    /** A call of the compiled function. */
    @Benchmark
    public void compiled() {
        try (Scope _ = Scope.open()) {
            compiled.run();
        }
    }

    /** Op by op. */
    @Benchmark
    @Baseline
    public void eager() {
        try (Scope _ = Scope.open()) {
            eager.run();
        }
    }
}
