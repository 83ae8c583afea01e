package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private static final long FIRST = 4 << 20;

    private static DeviceMemory memory(boolean collect) {
        return new DeviceMemory(Device.CPU, new NativeAllocator(), new DeviceMemory.Settings(0, collect, FIRST, false));
    }

    private static void drop(DeviceMemory memory, long sum) {
        for (long i = 0; i < sum; i += 4096) {
            Memories.small(memory, 4000);
        }
    }

    @Test
    void asksWhenMuchWasHandedOut() {
        DeviceMemory memory = memory(true);
        drop(memory, 2 * FIRST);
        assertThat(memory.stats().collections()).isPositive();
        assertThat(memory.stats().collectionNanos()).isPositive();
    }

    @Test
    void doesNotAskForWhatIsReleased() {
        DeviceMemory memory = memory(true);
        for (int i = 0; i < 100; i++) {
            Memories.small(memory, FIRST / 2).release();
        }
        assertThat(memory.stats().collections()).isZero();
    }

    @Test
    void canBeTurnedOff() {
        DeviceMemory memory = memory(false);
        drop(memory, 8 * FIRST);
        assertThat(memory.stats().collections()).isZero();
        memory.collector().setEnabled(true);
        drop(memory, FIRST);
        assertThat(memory.stats().collections()).isPositive();
    }

    @Test
    void asksSeldomWhenAllIsInUse() {
        DeviceMemory memory = memory(true);
        List<Storage> held = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            held.add(Memories.small(memory, FIRST / 2));
        }
        assertThat(held).hasSize(64);
        assertThat(memory.stats().collections()).isBetween(1L, 6L);
    }

    @Test
    void severalThreadsAllocateWhileOneCollects() throws InterruptedException {
        DeviceMemory memory = memory(true);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform().start(() -> drop(memory, 4 * FIRST)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(memory.stats().collections()).isPositive();
        assertThat(memory.stats().allocations()).isEqualTo(4 * 4 * FIRST / 4096);
    }
}
