package dev.vecgrad.tests.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * See {@link DeviceOps}. A cold program costs PoCL 0.3 seconds of a core: 190 ms at its build and the rest at its first launch. A part keeps one
 * core busy, so with {@code -Djunit.jupiter.execution.parallel.enabled=true} as many run at a time as there are.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(named = DeviceOps.WANTED, matches = ".+", disabledReason = DeviceOps.ON_REQUEST)
class PoclOpsTest {
    static List<DeviceOps.Plan> plans() {
        return DeviceOps.choose(new DeviceOps.Plan(Extent.FULL, 360, 460), new DeviceOps.Plan("40", 75, 90));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void givesTheProcessorsNumbers(DeviceOps.Plan plan) throws Exception {
        assertThat(DeviceOps.run(Driver.POCL, plan, Map.of()))
                .containsAll(DeviceOps.FORMS)
                .contains("pack");
    }
}
