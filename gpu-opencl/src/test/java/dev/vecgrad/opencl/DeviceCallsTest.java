package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.IndexException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Index tensors and random words on a device give the processor's bits. */
class DeviceCallsTest {
    private final Device device = Device.opencl(0);
    private final Tensor rows = Tensor.randn(50, 64);
    private final Tensor index = Tensor.randint(0, 50, new long[] {200});
    private final Tensor sources = Tensor.randn(200, 64);

    @BeforeEach
    void requireDevice() {
        assertThat(RequireOpenCl.get().device()).isEqualTo(device);
    }

    @AfterEach
    void restoreDefault() {
        Device.setDefault(Device.CPU);
    }

    private void check(Function<Function<Tensor, Tensor>, Tensor> op) {
        Tensor here = op.apply(x -> x);
        Tensor there = op.apply(x -> x.to(device));
        assertThat(there.device()).isEqualTo(device);
        assertThat(there.to(Device.CPU).toArray()).isEqualTo(here.toArray());
    }

    @Test
    void rowsAreTaken() {
        check(on -> on.apply(rows).indexSelect(0, on.apply(index)));
    }

    @Test
    void sourcesForOneRowAreAddedInOrder() {
        check(on -> on.apply(rows).indexAdd(0, on.apply(index), on.apply(sources)));
    }

    @Test
    void sourcesForOneColumnAreAddedInOrder() {
        Tensor turned = rows.t().contiguous();
        Tensor turnedSources = sources.t().contiguous();
        check(on -> on.apply(turned).indexAdd(1, on.apply(index), on.apply(turnedSources)));
    }

    @Test
    void elementsAreGathered() {
        Tensor places = Tensor.randint(0, 64, new long[] {50, 7});
        check(on -> on.apply(rows).gather(1, on.apply(places)));
    }

    @Test
    void anIndexOutOfRangeIsTheOpsError() {
        Tensor there = rows.to(device);
        Tensor wrong = Tensor.of(3, 50).to(device);
        assertThatThrownBy(() -> there.indexSelect(0, wrong))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("index_select: index 50 is out of bounds for dimension 0 with size 50");
    }

    @Test
    void randomNumbersAreTheProcessors() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor here = Tensor.rand(new long[] {1001}, dtype, Generator.philox(7));
            Device.setDefault(device);
            Tensor there = Tensor.rand(new long[] {1001}, dtype, Generator.philox(7));
            assertThat(there.device()).isEqualTo(device);
            assertThat(there.to(Device.CPU).toArray()).isEqualTo(here.toArray());
            Device.setDefault(Device.CPU);
        }
    }
}
