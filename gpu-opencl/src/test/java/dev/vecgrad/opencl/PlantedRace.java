package dev.vecgrad.opencl;

import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;

/** A program that runs a kernel whose work items write one element without order. */
final class PlantedRace {
    private static final String SOURCE = """
            __kernel void race(__global int *p)
            {
                p[0] = get_global_id(0);
            }
            """;

    private PlantedRace() {}

    /** Runs it and waits for its end. */
    public static void main(String[] args) {
        OpenClBackend backend = (OpenClBackend) DeviceBackends.of(Device.opencl(0));
        long address = backend.allocator().allocate(4096);
        Program race = backend.programs(SOURCE, "race").getFirst();
        race.enqueue(
                Range.of(64, 32),
                arguments -> arguments.buffer(backend.buffers().at(address).handle()));
        backend.read(address, MemorySegment.ofArray(new int[1]));
    }
}
