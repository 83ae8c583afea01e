package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.simd.SimdBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ops of every declaration give the reference's bits in kernels of their own, at every vector width. All declarations and all of the table's cases
 * run at the widest that the processor has, a share at the others, whose loops differ in the number of lanes alone; that share without C2, which spends more on it than it saves.
 */
class CheckedOpsTest {
    /** Fewer comparisons mean that ops were skipped. */
    private static final long LEAST = 15_000;

    private static final int SHARE = 8;
    private static final int C1 = 1;
    private static final int C2 = 4;

    /** C2 compiles what is called eight times as often as it would be by default: most of what it compiled else ran for less time than that took. */
    private static final List<String> SPARING = List.of(
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=40000",
            "-XX:Tier4MinInvocationThreshold=4800",
            "-XX:Tier4CompileThreshold=120000",
            "-XX:Tier4BackEdgeThreshold=320000");

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void loopsOfTheirOwn(int bits) throws Exception {
        Require.present(
                "vector-" + bits, SimdBackend.supportsVectorBits(bits), "it needs a processor with such vectors");
        boolean widest = !SimdBackend.supportsVectorBits(2 * bits);
        check(
                "-Dvecgrad.kernels=generated",
                "-Dvecgrad.vector.bits=" + bits,
                "-D" + CheckedRun.EVERY + "=" + (widest ? 1 : SHARE),
                "-XX:TieredStopAtLevel=" + (widest ? C2 : C1));
    }

    /** Runs all ops in a JVM with these options, each kernel and call beside the reference. */
    static void check(String... choice) throws Exception {
        List<String> options = new ArrayList<>(List.of(choice));
        options.add("-Dvecgrad.backend=checking");
        options.addAll(SPARING);
        String text = Fork.run(CheckedRun.class, options);
        assertThat(Long.parseLong(text.lines().toList().getLast())).as(text).isGreaterThan(LEAST);
    }
}
