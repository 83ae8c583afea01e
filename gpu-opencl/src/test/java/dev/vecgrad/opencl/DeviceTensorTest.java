package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tensors and modules on a device. */
class DeviceTensorTest {
    private final Device device = Device.opencl(0);

    @BeforeEach
    void requireDevice() {
        assertThat(RequireOpenCl.get().device()).isEqualTo(device);
    }

    @AfterEach
    void restoreDefault() {
        Device.setDefault(Device.CPU);
    }

    private static Tensor grad(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad());
    }

    @Test
    void copiesKeepTheirElements() {
        Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}).t();
        Tensor there = x.to(device);
        assertThat(there.device()).isEqualTo(device);
        assertThat(there.to(device)).isSameAs(there);
        assertThat(there.to(Device.CPU).toArray()).isEqualTo(x.toArray());
    }

    @Test
    void printsWithItsDevice() {
        assertThat(Tensor.of(1f, 2f).to(device).toString()).isEqualTo("tensor([1., 2.], device='opencl:0')");
    }

    @Test
    void gradientsComeBack() {
        Tensor x = Tensor.of(1f, 2f).requiresGrad_(true);
        x.to(device).mul(3).sum().backward();
        assertThat(grad(x).device()).isEqualTo(Device.CPU);
        assertThat(grad(x).toArray()).isEqualTo(new float[] {3, 3});
    }

    @Test
    void operandsOnTwoDevicesAreNamed() {
        Tensor here = Tensor.ones(2, 2);
        Tensor there = here.to(device);
        String both =
                ": Expected all tensors to be on the same device, but found at least two devices, cpu and opencl:0:"
                        + " to(device) copies a tensor to another";
        assertThatThrownBy(() -> here.add(there))
                .isInstanceOf(DeviceException.class)
                .hasMessage("add" + both);
        assertThatThrownBy(() -> here.matmul(there))
                .isInstanceOf(DeviceException.class)
                .hasMessage("matmul" + both);
    }

    /** Whole numbers, so the order of sums does not matter. */
    @Test
    void productsComeInGroups() {
        Tensor numbers = Tensor.arange(0, 120).to(DType.FLOAT32);
        Tensor a = numbers.view(2, 5, 3, 4).transpose(1, 2);
        Tensor b = numbers.view(2, 4, 3, 5).transpose(1, 2);
        Tensor there = numbers.to(device);
        Tensor product = there.view(2, 5, 3, 4)
                .transpose(1, 2)
                .matmul(there.view(2, 4, 3, 5).transpose(1, 2));
        assertThat(product.to(Device.CPU).toArray()).isEqualTo(a.matmul(b).toArray());
    }

    @Test
    void scalarsOfTheProcessorFollow() {
        assertThat(Tensor.ones(2).to(device).mul(Tensor.of(3f)).to(Device.CPU).toArray())
                .isEqualTo(new float[] {3, 3});
    }

    @Test
    void indicesOfTheProcessorNameElements() {
        Tensor x = Tensor.of(5f, 6f, 7f).to(device);
        assertThat(x.indexSelect(0, Tensor.of(2, 0)).to(Device.CPU).toArray()).isEqualTo(new float[] {7, 5});
    }

    @Test
    void aModuleMovesWithItsGradients() {
        Linear layer = new Linear(3, 2);
        layer.forward(Tensor.ones(1, 3)).sum().backward();
        layer.to(device);
        assertThat(layer.parameters()).allSatisfy(p -> {
            assertThat(p.device()).isEqualTo(device);
            assertThat(grad(p).device()).isEqualTo(device);
        });
        layer.forward(Tensor.ones(1, 3).to(device)).sum().backward();
        assertThat(grad(layer.parameters().getLast()).to(Device.CPU).toArray()).isEqualTo(new float[] {2, 2});
    }

    @Test
    void theDefaultDeviceIsWhereTensorsAreMade() {
        Device.setDefault(device);
        assertThat(Tensor.zeros(2).device()).isEqualTo(device);
        assertThat(Tensor.of(1f).device()).isEqualTo(device);
        assertThat(Tensor.randn(2).device()).isEqualTo(device);
        assertThat(Tensor.arange(3).device()).isEqualTo(device);
        assertThat(new Linear(2, 2).parameters())
                .allSatisfy(p -> assertThat(p.device()).isEqualTo(device));
        assertThatThrownBy(() -> Device.setDefault(Device.opencl(999)))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("device: there is no opencl:999 on this machine: it has [cpu, opencl:0");
    }
}
