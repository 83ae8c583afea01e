package dev.vecgrad.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import org.junit.jupiter.api.Test;

/** Devices by name and number. */
class DeviceTest {
    @Test
    void textsNameDevices() {
        assertThat(Device.of("cpu")).isSameAs(Device.CPU);
        assertThat(Device.of("opencl")).isEqualTo(Device.opencl(0));
        assertThat(Device.of("opencl:12")).isEqualTo(Device.opencl(12)).hasToString("opencl:12");
    }

    @Test
    void otherTextsAreRefused() {
        assertThatThrownBy(() -> Device.of("opencl:first"))
                .isInstanceOf(DeviceException.class)
                .hasMessage("device: 'opencl:first' names no device: cpu, opencl or opencl:1 would");
        assertThatThrownBy(() -> Device.of(" ")).isInstanceOf(DeviceException.class);
    }

    @Test
    void theProcessorIsAlwaysThere() {
        assertThat(Device.devices()).startsWith(Device.CPU);
        assertThat(Device.CPU.info().units()).isPositive();
        assertThat(Device.CPU.info().memory()).isPositive();
    }

    @Test
    void aTypeThatNobodyServesIsNamed() {
        Device nowhere = new Device("nowhere", 3);
        assertThatThrownBy(nowhere::info)
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("device: there is no nowhere:3 on this machine: it has [cpu");
        assertThatThrownBy(() -> Tensor.ones(2).to(nowhere))
                .isInstanceOf(DeviceException.class)
                .hasMessage("no backend runs on nowhere:3: none on the class path or module path serves 'nowhere'"
                        + " devices");
    }
}
