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
 * programs, so each has a budget of them, which CONTRIBUTING.md lists. They take minutes, so they run on request only: {@code -Dvecgrad.opencl.ops=some} runs small
 * extents, two minutes of one core for all three drivers, {@code -Dvecgrad.opencl.ops=all} every op on PoCL and on oclgrind in six parts, {@code
 * -Dvecgrad.opencl.ops=2/6} the second of them. Continuous integration runs all.
 */
final class DeviceOps {
    /** The property that says which cases run. */
    static final String WANTED = "vecgrad.opencl.ops";

    /** Why they did not run. */
    static final String ON_REQUEST = "not run: -Dvecgrad.opencl.ops=some or =all runs it";

    private static final String SOME = "some";
    private static final String ALL = "all";

    /** Into how many parts all cases are divided, so that each takes a minute or two. */
    private static final int PARTS = 6;

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
    record Plan(String extent, int cases, int programs) {
        private Plan part(Slice slice) {
            return new Plan(extent + " " + slice, cases, programs);
        }
    }

    private DeviceOps() {}

    /** {@return the parts of a plan if all op cases are wanted, whose numbers are those of a part; else the other plan} */
    static List<Plan> choose(Plan all, Plan some) {
        String wanted = System.getProperty(WANTED, SOME);
        return switch (wanted) {
            case SOME -> List.of(some);
            case ALL -> Slice.all(PARTS).map(all::part).toList();
            default -> List.of(all.part(Slice.parse(wanted)));
        };
    }

    /**
     * Runs a plan.
     *
     * @param more variables of the environment
     * @param options of the JVM
     * @return the names of the functions that were built
     */
    static List<String> run(Driver driver, Plan plan, Map<String, String> more, String... options) throws Exception {
        Require.present(
                "opencl",
                driver.isInstalled(),
                "apt-get install ocl-icd-libopencl1 pocl-opencl-icd oclgrind mesa-opencl-icd brings " + driver);
        Map<String, String> environment = driver.environment();
        environment.putAll(more);
        String text = Fork.run(DeviceRun.class, environment, List.of(options), plan.extent());
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
