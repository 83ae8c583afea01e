package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.tests.Fork;
import dev.vecgrad.tests.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Op cases with their gradients on devices beside the processor, each driver in a JVM of its own. A cold kernel costs PoCL 0.2 seconds, and a
 * case has some, so by default every eighth case runs there; {@code -Dvecgrad.opencl.every=1} runs all.
 */
class DeviceOpsTest {
    private static final int EVERY = Integer.getInteger("vecgrad.opencl.every", 8);

    /** Fewer mean that cases were skipped; there are about a sixth more, of which some take no float32. */
    private static final int MOST_CASES = 700;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void poclGivesTheProcessorsNumbers() throws Exception {
        check(Driver.POCL, EVERY, Map.of());
    }

    @Test
    void oclgrindSeesNoRaceAndNoAccessOutOfBounds() throws Exception {
        Path log = folder.resolve("oclgrind.log");
        check(Driver.OCLGRIND, 30, Map.of("OCLGRIND_LOG", log.toString()));
        assertThat(log).isEmptyFile();
    }

    /** A GPU has kernels of its own for these. */
    @Test
    void oclgrindConvolvesAndPools() throws Exception {
        Path log = folder.resolve("oclgrind.log");
        check(Driver.OCLGRIND, 4, Map.of("OCLGRIND_LOG", log.toString()), "convolutions", "pooling");
        assertThat(log).isEmptyFile();
    }

    @Test
    void rusticlGivesTheProcessorsNumbers() throws Exception {
        check(Driver.RUSTICL, 60, Map.of());
    }

    private static void check(Driver driver, int every, Map<String, String> more, String... families) throws Exception {
        Require.present(
                "opencl",
                driver.isInstalled(),
                "apt-get install ocl-icd-libopencl1 pocl-opencl-icd oclgrind mesa-opencl-icd brings " + driver);
        Map<String, String> environment = driver.environment();
        environment.putAll(more);
        List<String> arguments = new ArrayList<>(List.of(families));
        arguments.addFirst(Integer.toString(every));
        String text = Fork.run(DeviceRun.class, environment, List.of(), arguments.toArray(String[]::new));
        int least = families.length == 0 ? MOST_CASES / every : 1;
        assertThat(Integer.parseInt(text.lines().toList().getLast())).as(text).isGreaterThan(least);
    }
}
