package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * See {@link DeviceOps}. What is written for GPUs, rows shared by work items and products in tiles, goes through a real compiler; {@link
 * OclgrindOpsTest} runs the same forms.
 */
@EnabledIfSystemProperty(named = DeviceOps.WANTED, matches = ".+", disabledReason = DeviceOps.ON_REQUEST)
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
