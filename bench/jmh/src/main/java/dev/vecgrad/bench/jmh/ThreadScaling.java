package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.Step;
import dev.vecgrad.bench.Workloads;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Steps of the suite on all processors, beside one thread. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class ThreadScaling extends Micro {
    /** Which step. */
    @Param({"add/10000", "gelu/1000000", "sum/1000000", "matmul/256", "mlp_sgd_step/128"})
    public String workload;

    private Step step;

    /** Makes operands. */
    @Setup
    public void operands(BenchmarkParams benchmark) {
        step = Workloads.named(workload).prepare().get();
        boolean one = benchmark.getBenchmark().endsWith(".oneThread");
        settle(one ? 1 : Runtime.getRuntime().availableProcessors(), this::run);
    }

    /** On all processors. */
    @Benchmark
    public void allThreads() {
        run();
    }

    /** On one. */
    @Benchmark
    @Baseline
    public void oneThread() {
        run();
    }

    private void run() {
        try (Scope _ = Scope.open()) {
            step.run();
        }
    }
}
