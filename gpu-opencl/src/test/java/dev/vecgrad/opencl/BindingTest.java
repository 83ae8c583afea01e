package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.DeviceInfo;
import dev.vecgrad.type.KernelException;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions of a real driver, and how its complaints arrive. */
class BindingTest {
    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = RequireOpenCl.get();
    }

    @Test
    void everyDeviceHasFacts() {
        assertThat(OpenCl.infos()).allSatisfy(info -> {
            assertThat(info.name()).isNotBlank();
            assertThat(info.driver()).isNotBlank();
            assertThat(info.memory()).isPositive();
            assertThat(info.units()).isPositive();
        });
        assertThat(Device.devices())
                .startsWith(Device.CPU)
                .containsAll(OpenCl.infos().stream().map(DeviceInfo::device).toList());
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> DeviceBackends.of(Device.opencl(999)))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("opencl:999: there is no such device: ");
    }

    @Test
    void bytesGoThereAndBack() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment there = arena.allocateFrom(JAVA_INT, 1, 2, 3, 4);
            long address = backend.allocator().allocate(4096);
            backend.write(address + 8, there);
            MemorySegment back = MemorySegment.ofArray(new int[2]);
            backend.read(address + 12, back);
            assertThat(back.toArray(JAVA_INT)).containsExactly(2, 3);
            backend.allocator().free(address, 4096);
        }
    }

    @Test
    void copiesAreCounted() {
        long address = backend.allocator().allocate(4096);
        Transfers.Counts before = backend.queue().transfers().counts();
        backend.write(address, MemorySegment.ofArray(new int[5]));
        backend.read(address, MemorySegment.ofArray(new int[3]));
        assertThat(backend.queue().transfers().counts().since(before)).isEqualTo(new Transfers.Counts(1, 12, 1, 20));
        backend.allocator().free(address, 4096);
    }

    @Test
    void anAddressOfNoBufferIsRefused() {
        long address = backend.allocator().allocate(4096);
        backend.allocator().free(address, 4096);
        assertThatThrownBy(() -> backend.read(address, MemorySegment.ofArray(new int[1])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no buffer of this device");
    }

    @Test
    void aKernelThatCannotBeBuiltShowsLogAndSource() {
        assertThatThrownBy(() ->
                        backend.programs("__kernel void run(__global int *a)\n{\n    a[0] = nowhere;\n}\n", "run"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("clBuildProgram: CL_BUILD_PROGRAM_FAILURE (-11)")
                .hasMessageContaining("nowhere")
                .hasMessageContaining("__kernel void run(__global int *a)")
                .hasMessageMatching("(?s).* \\d+      a\\[0] = nowhere;.*");
    }

    @Test
    void moreThanTheDeviceHasIsLackOfMemory() {
        assertThatThrownBy(() -> backend.allocator().allocate(1L << 50))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageContaining("largest buffer");
    }
}
