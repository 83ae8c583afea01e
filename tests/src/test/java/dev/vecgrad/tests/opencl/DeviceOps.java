package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.tests.Fork;
import dev.vecgrad.tests.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Op cases with their gradients on devices beside the processor, each driver in a JVM of its own. What an extent costs is the building of its
 * programs, so each has a budget of them. By default the extents are small, so that all three take about 100 seconds of one core; {@code
 * -Dvecgrad.opencl.full=true} runs every op on PoCL and on oclgrind.
 */
final class DeviceOps {
    private static final boolean ALL = Boolean.getBoolean("vecgrad.opencl.full");

    /** The functions that all drivers must have run. */
    static final List<String> FORMS = List.of(
            "map",
            "inner",
            "inner_blocks",
            "inner_totals",
            "outer",
            "outer_blocks",
            "outer_totals",
            "gemm",
            "take",
            "put",
            "philox");

    /** Those besides that only GPUs have. */
    static final List<String> WINDOWS = List.of("forward", "transposed", "ofWeight", "maxPool");

    /**
     * What a driver runs.
     *
     * @param extent an {@link Extent}
     * @param cases the least that it compares
     * @param programs the most that it may build
     */
    record Plan(String extent, int cases, int programs) {}

    private DeviceOps() {}

    /** {@return the one plan if all op cases are wanted, else the other} */
    static Plan choose(Plan all, Plan some) {
        return ALL ? all : some;
    }

    /** {@return the names of the functions that were built} */
    static List<String> run(Driver driver, Plan plan, Map<String, String> more) throws Exception {
        Require.present(
                "opencl",
                driver.isInstalled(),
                "apt-get install ocl-icd-libopencl1 pocl-opencl-icd oclgrind mesa-opencl-icd brings " + driver);
        Map<String, String> environment = driver.environment();
        environment.putAll(more);
        String text = Fork.run(DeviceRun.class, environment, List.of(), plan.extent());
        assertThat(Integer.parseInt(told("cases", text))).as(text).isGreaterThanOrEqualTo(plan.cases());
        assertThat(Integer.parseInt(told("programs", text)))
                .as("programs built, the budget; it wrote:%n%s", text)
                .isBetween(1, plan.programs());
        return new ArrayList<>(Arrays.asList(told("functions", text).split(" ")));
    }

    private static String told(String what, String text) {
        String start = what + ": ";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }
}
