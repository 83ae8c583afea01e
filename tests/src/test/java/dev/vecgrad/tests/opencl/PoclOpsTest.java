package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** See {@link DeviceOps}. A cold program costs PoCL 0.3 seconds of a core: 190 ms at its build and the rest at its first launch. */
class PoclOpsTest {
    @Test
    void givesTheProcessorsNumbers() throws Exception {
        var plan = DeviceOps.choose(new DeviceOps.Plan(Extent.FULL, 1800, 1600), new DeviceOps.Plan("40", 75, 90));
        assertThat(DeviceOps.run(Driver.POCL, plan, Map.of()))
                .containsAll(DeviceOps.FORMS)
                .contains("pack");
    }
}
