package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * See {@link DeviceOps}. What is written for GPUs, rows shared by work items and products in tiles, goes through a real compiler. Every build
 * runs the same forms on oclgrind, so this is part of the full extents.
 */
@EnabledIfSystemProperty(named = DeviceOps.EXTENT, matches = ".+", disabledReason = "-Dvecgrad.opencl.full runs it")
class PoclAsGpuTest {
    @Test
    void kernelsForGpusGiveTheProcessorsNumbers() throws Exception {
        var plan = new DeviceOps.Plan("200", 70, 90);
        assertThat(DeviceOps.run(Driver.POCL, plan, Map.of(), "-Dvecgrad.opencl.kernels=gpu"))
                .containsAll(DeviceOps.FORMS)
                .containsAll(DeviceOps.WINDOWS)
                .doesNotContain("pack");
    }
}
