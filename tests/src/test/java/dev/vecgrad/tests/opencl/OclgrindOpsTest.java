package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** See {@link DeviceOps}. The simulator costs as much for each work item as for a program, 0.15 seconds for a small case. */
@EnabledIfSystemProperty(named = DeviceOps.WANTED, matches = ".+", disabledReason = DeviceOps.ON_REQUEST)
class OclgrindOpsTest {
    @TempDir
    private Path folder = Path.of("");

    static List<DeviceOps.Plan> plans() {
        return DeviceOps.choose(new DeviceOps.Plan("1", 110, 190), new DeviceOps.Plan("40", 70, 90));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void seesNoRaceAndNoAccessOutOfBounds(DeviceOps.Plan plan) throws Exception {
        Path log = folder.resolve("oclgrind.log");
        assertThat(DeviceOps.run(Driver.OCLGRIND, plan, Map.of("OCLGRIND_LOG", log.toString())))
                .containsAll(DeviceOps.FORMS)
                .containsAll(DeviceOps.WINDOWS);
        assertThat(log).isEmptyFile();
    }
}
