package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See {@link DeviceOps}. The simulator costs as much for each work item as for a program, 0.15 seconds for a small case. */
class OclgrindOpsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void seesNoRaceAndNoAccessOutOfBounds() throws Exception {
        Path log = folder.resolve("oclgrind.log");
        var plan = DeviceOps.choose(new DeviceOps.Plan("1", 390, 520), new DeviceOps.Plan("40", 70, 90));
        assertThat(DeviceOps.run(Driver.OCLGRIND, plan, Map.of("OCLGRIND_LOG", log.toString())))
                .containsAll(DeviceOps.FORMS)
                .containsAll(DeviceOps.WINDOWS);
        assertThat(log).isEmptyFile();
    }
}
