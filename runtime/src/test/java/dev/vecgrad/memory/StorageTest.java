package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.ReleasedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
    private final DeviceMemory memory = Memories.withLimit(new NativeAllocator(), 0);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 128, 129, 4096, 16384, 16385, 65536, 262144, 262145, 1 << 20, 4 << 20, 9_999_999})
    void isAlignedAndReadableBeyondItsEnd(long bytes) {
        Storage s = Storage.allocate(Device.CPU, bytes, Lifetime.SHORT);
        assertThat(s.bytes()).isEqualTo(bytes);
        assertThat(s.device()).isEqualTo(Device.CPU);
        assertThat(s.address() % 128).isZero();
        MemorySegment.ofAddress(s.address()).reinterpret(bytes).fill((byte) 7);
        MemorySegment beyond = MemorySegment.ofAddress(s.address() + bytes).reinterpret(64);
        byte or = 0;
        for (int i = 0; i < 64; i++) {
            or |= beyond.get(ValueLayout.JAVA_BYTE, i);
        }
        assertThat(or).isBetween(Byte.MIN_VALUE, Byte.MAX_VALUE);
        s.release();
    }

    @Test
    void storagesDoNotOverlap() {
        Storage[] all = new Storage[500];
        for (int i = 0; i < all.length; i++) {
            all[i] = memory.allocate(1 + 97L * i, i % 2 == 0 ? Lifetime.SHORT : Lifetime.LONG);
            Bytes.fill(all[i], i);
        }
        for (int i = 0; i < all.length; i++) {
            assertThat(Bytes.areAll(all[i], i)).as("storage %d", i).isTrue();
        }
    }

    @Test
    void anAddressOfAReleasedStorageIsAnError() {
        Storage s = Memories.small(memory, 400);
        s.release();
        assertThat(s.isReleased()).isTrue();
        assertThatThrownBy(s::address)
                .isInstanceOf(ReleasedException.class)
                .hasMessageStartingWith("storage: the tensor's memory was released");
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 100_000})
    void releasedMemoryIsHandedOutAgain(long bytes) {
        Storage first = Memories.small(memory, bytes);
        long address = first.address();
        first.release();
        assertThat(isAmongNext(200, address, bytes)).isTrue();
    }

    private boolean isAmongNext(int count, long address, long bytes) {
        List<Storage> next = Stream.generate(() -> Memories.small(memory, bytes))
                .limit(count)
                .toList();
        boolean found = next.stream().anyMatch(s -> s.address() == address);
        next.forEach(Storage::release);
        return found;
    }

    @Test
    void releasingTwiceGivesBackOnce() {
        Storage s = Memories.small(memory, 400);
        s.release();
        s.release();
        List<Storage> next =
                Stream.generate(() -> Memories.small(memory, 400)).limit(200).toList();
        assertThat(next).extracting(Storage::address).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 100_000})
    void memoryIsNotHandedOutWhileAnOpMaySeeIt(long bytes) {
        Storage seen = Memories.small(memory, bytes);
        int op = Epochs.enter();
        long address = seen.address();
        seen.release();
        assertThat(isAmongNext(200, address, bytes)).isFalse();
        assertThat(isAmongNext(200, address, bytes)).isFalse();
        Epochs.exit(op);
        memory.reclaim();
        assertThat(isAmongNext(1000, address, bytes)).isTrue();
    }

    @Test
    void ofManyThreadsThatReleaseAtOnceOneGivesBack() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            Storage s = Memories.small(memory, 400);
            CyclicBarrier start = new CyclicBarrier(4);
            AtomicInteger wins = new AtomicInteger();
            List<Thread> threads = Stream.generate(() -> Thread.ofVirtual().start(() -> {
                        await(start);
                        if (s.markReleased()) {
                            wins.incrementAndGet();
                        }
                    }))
                    .limit(4)
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wins).hasValue(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void countsItsVersions() {
        Storage s = Memories.small(memory, 4);
        assertThat(s.version()).isZero();
        s.bumpVersion();
        s.bumpVersion();
        assertThat(s.version()).isEqualTo(2);
    }

    @Test
    void nothingIsKnownOfWhatIsToBeWritten() {
        Storage s = Memories.small(memory, 400);
        assertThat(s.range()).isNull();
        s.range(new IntegerRange(-1, 7));
        assertThat(s.address(false)).isEqualTo(s.address());
        assertThat(s.range()).isEqualTo(new IntegerRange(-1, 7));
        assertThat(s.address(true)).isEqualTo(s.address());
        assertThat(s.range()).isNull();
    }

    @Test
    void longLivedStoragesShareNoSlabWithTemporaries() {
        long shortPage = memory.allocate(4, Lifetime.SHORT).address() >>> 12;
        long longPage = memory.allocate(4, Lifetime.LONG).address() >>> 12;
        assertThat(longPage).isNotEqualTo(shortPage);
    }

    @Test
    void negativeSizesAndUnknownDevicesAreErrors() {
        assertThatThrownBy(() -> Storage.allocate(Device.CPU, -1, Lifetime.SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Storage.allocate(new Device("none", 3), 4, Lifetime.SHORT))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("none:3");
    }

    @Test
    void printsSizeAndState() {
        Storage s = Memories.small(memory, 12);
        assertThat(s).hasToString("Storage[12 bytes on cpu]");
        s.release();
        assertThat(s).hasToString("Storage[12 bytes on cpu, released]");
    }
}
