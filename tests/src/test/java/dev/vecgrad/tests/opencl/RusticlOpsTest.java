package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** See {@link DeviceOps}. A program with vectors of 16 costs Mesa a second. */
@EnabledIfSystemProperty(named = DeviceOps.WANTED, matches = ".+", disabledReason = DeviceOps.ON_REQUEST)
class RusticlOpsTest {
    @Test
    void givesTheProcessorsNumbers() throws Exception {
        assertThat(DeviceOps.run(Driver.RUSTICL, new DeviceOps.Plan("200", 60, 90), Map.of()))
                .containsAll(DeviceOps.FORMS);
    }
}
