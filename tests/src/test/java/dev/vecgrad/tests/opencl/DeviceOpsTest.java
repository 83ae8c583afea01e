package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.tests.Fork;
import dev.vecgrad.tests.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Op cases with their gradients on devices beside the processor, each driver in a JVM of its own. What an extent costs is the building of its
 * programs, so each has a budget of them. By default the extents are small, so that all three take about 100 seconds of one core; {@code
 * -Dvecgrad.opencl.full=true} runs every op on PoCL and on oclgrind.
 */
class DeviceOpsTest {
    private static final boolean ALL = Boolean.getBoolean("vecgrad.opencl.full");

    /** The functions that all drivers must have run. */
    private static final List<String> FORMS = List.of(
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
    private static final List<String> WINDOWS = List.of("forward", "transposed", "ofWeight", "maxPool");

    @TempDir
    private Path folder = Path.of("");

    /**
     * What a driver runs.
     *
     * @param extent an {@link Extent}
     * @param cases the least that it compares
     * @param programs the most that it may build
     */
    private record Plan(String extent, int cases, int programs) {}

    /** A cold program costs PoCL 0.3 seconds of a core: 190 ms at its build and the rest at its first launch. */
    @Test
    void poclGivesTheProcessorsNumbers() throws Exception {
        Plan plan = ALL ? new Plan(Extent.FULL, 1800, 1600) : new Plan("40", 75, 90);
        assertThat(run(Driver.POCL, plan, Map.of())).containsAll(FORMS).contains("pack");
    }

    /** The simulator costs as much for each work item as for a program, 0.15 seconds for a small case. */
    @Test
    void oclgrindSeesNoRaceAndNoAccessOutOfBounds() throws Exception {
        Path log = folder.resolve("oclgrind.log");
        Plan plan = ALL ? new Plan("1", 390, 520) : new Plan("40", 70, 90);
        assertThat(run(Driver.OCLGRIND, plan, Map.of("OCLGRIND_LOG", log.toString())))
                .containsAll(FORMS)
                .containsAll(WINDOWS);
        assertThat(log).isEmptyFile();
    }

    /** A program with vectors of 16 costs Mesa a second. */
    @Test
    void rusticlGivesTheProcessorsNumbers() throws Exception {
        assertThat(run(Driver.RUSTICL, new Plan("200", 60, 90), Map.of())).containsAll(FORMS);
    }

    /** {@return the names of the functions that were built} */
    private static List<String> run(Driver driver, Plan plan, Map<String, String> more) throws Exception {
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
