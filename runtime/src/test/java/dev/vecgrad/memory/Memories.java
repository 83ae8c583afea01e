package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.Device;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What tests of this package share. */
final class Memories {
    private Memories() {}

    /** An allocator that counts what it has handed out. */
    static final class Counting implements DeviceAllocator {
        private final DeviceAllocator source = new NativeAllocator();
        final AtomicLong held = new AtomicLong();

        @Override
        public long allocate(long bytes) {
            long address = source.allocate(bytes);
            held.addAndGet(bytes);
            return address;
        }

        @Override
        public void free(long address, long bytes) {
            source.free(address, bytes);
            held.addAndGet(-bytes);
        }
    }

    /** {@return a memory of its own that asks for no collections before its limit} */
    static DeviceMemory withLimit(DeviceAllocator allocator, long limit) {
        return new DeviceMemory(Device.CPU, allocator, new DeviceMemory.Settings(limit, false, Pacing.FIRST, false));
    }

    /** {@return a memory of its own that poisons} */
    static DeviceMemory poisoning() {
        return new DeviceMemory(
                Device.CPU, new NativeAllocator(), new DeviceMemory.Settings(0, true, Pacing.FIRST, true));
    }

    static Storage small(DeviceMemory memory, long bytes) {
        return memory.allocate(bytes, Lifetime.SHORT);
    }

    /** {@return whether the condition comes true after some collections} */
    static boolean afterCollections(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            System.gc();
            Thread.sleep(5);
        }
        return condition.getAsBoolean();
    }
}
