package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.OutOfNativeMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReclamationTest {
    private static final long LIMIT = 32 << 20;

    private final Memories.Counting allocator = new Memories.Counting();
    private final DeviceMemory memory = Memories.withLimit(allocator, LIMIT);

    @ParameterizedTest
    @ValueSource(longs = {4, 4000, 100_000})
    void droppedStoragesReturnByTheCollector(long bytes) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            Memories.small(memory, bytes);
        }
        Storage kept = Memories.small(memory, bytes);
        Bytes.fill(kept, 1);
        long slabs = 128 << 10;
        assertThat(Memories.afterCollections(() -> {
                    memory.trim();
                    return memory.stats().live() <= Math.max(2 * bytes, slabs);
                }))
                .isTrue();
        assertThat(Bytes.areAll(kept, 1)).isTrue();
    }

    @Test
    void oneSurvivorPinsItsSlabOnly() throws InterruptedException {
        List<Storage> survivors = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            for (int i = 0; i < 50; i++) {
                Memories.small(memory, 4);
                Memories.small(memory, 2000);
            }
            survivors.add(Memories.small(memory, 4));
        }
        assertThat(Memories.afterCollections(() -> {
                    memory.trim();
                    return memory.stats().live() <= 100 * 4096;
                }))
                .isTrue();
        assertThat(survivors).noneMatch(Storage::isReleased);
    }

    @Test
    void aLongRunWithSurvivorsStaysAsLargeAsItWas() {
        DeviceMemory unlimited = Memories.withLimit(allocator, 1L << 40);
        SplittableRandom random = new SplittableRandom(1);
        List<Storage> survivors = new ArrayList<>();
        long early = 0;
        for (int step = 1; step <= 20_000; step++) {
            for (int i = 0; i < 49; i++) {
                Memories.small(unlimited, 4 + 4 * random.nextInt(1000));
            }
            Storage loss = Memories.small(unlimited, 4);
            if (step % 100 == 0) {
                survivors.add(loss);
            }
            if (step % 500 == 0) {
                unlimited.collector().collect();
            }
            early = step == 2000 ? allocator.held.get() : early;
        }
        assertThat(survivors).hasSize(200).noneMatch(Storage::isReleased);
        assertThat(allocator.held.get() - early).isLessThanOrEqualTo(4 << 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 100_000, 3_000_000})
    void droppingManyTimesTheLimitIsFine(long bytes) {
        for (long sum = 0; sum < 5 * LIMIT; sum += bytes) {
            Bytes.fill(Memories.small(memory, bytes), 3);
        }
        assertThat(allocator.held.get()).isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(longs = {16_000, 100_000, 3_000_000, 1L << 40, 1L << 62})
    void atTheLimitThereIsAClearErrorAndWorkGoesOn(long bytes) {
        List<Storage> held = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        held.add(Memories.small(memory, bytes));
                    }
                })
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageContaining("out of native memory")
                .hasMessageContaining("limit of " + LIMIT);
        assertThat(allocator.held.get()).isLessThanOrEqualTo(LIMIT);
        for (int i = 0; i < held.size(); i++) {
            Bytes.fill(held.get(i), i);
            assertThat(Bytes.areAll(held.get(i), i)).isTrue();
        }
        held.forEach(Storage::release);
        Bytes.fill(Memories.small(memory, 10 << 20), 1);
    }

    @Test
    void atTheLimitIdleBlocksOfOtherSizesAreGivenUp() {
        List<Storage> small = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            small.add(Memories.small(memory, 1 << 20));
        }
        small.forEach(Storage::release);
        assertThat(Memories.small(memory, 24 << 20).bytes()).isEqualTo(24 << 20);
    }

    @Test
    void atTheLimitAnAllocationWaitsForARunningOp() throws InterruptedException {
        Storage big = Memories.small(memory, 20 << 20);
        int op = Epochs.enter();
        long address = big.address();
        Bytes.segment(address, big.bytes()).fill((byte) 5);
        big.release();
        Thread ender = Thread.ofPlatform().start(() -> {
            sleep(20);
            Epochs.exit(op);
        });
        Storage next = Memories.small(memory, 20 << 20);
        ender.join();
        assertThat(next.isReleased()).isFalse();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void trimGivesEverythingIdleToTheSystem() {
        List<Storage> storages = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            storages.add(Memories.small(memory, 997L * i));
        }
        assertThat(memory.stats().reserved()).isEqualTo(allocator.held.get());
        storages.forEach(Storage::release);
        memory.trim();
        assertThat(allocator.held.get()).isZero();
        assertThat(memory.stats().live()).isZero();
        assertThat(memory.stats().pooled()).isZero();
        Bytes.fill(Memories.small(memory, 4), 1);
    }

    @Test
    void whatIsIdleAfterAChangeOfSizesIsGivenToTheSystem() {
        DeviceMemory unlimited = Memories.withLimit(allocator, 1L << 40);
        for (long mib = 40; mib <= 400; mib += 4) {
            Memories.small(unlimited, mib << 20).release();
        }
        assertThat(allocator.held.get()).isLessThan(BlockPool.HOARD + (600L << 20));
    }

    @Test
    void statsCountWhatIsLive() {
        Storage small = Memories.small(memory, 400);
        Storage large = Memories.small(memory, 100_000);
        assertThat(memory.stats().live()).isEqualTo(512 + 26 * 4096);
        assertThat(memory.stats().allocations()).isEqualTo(2);
        assertThat(memory.stats().limit()).isEqualTo(LIMIT);
        small.release();
        large.release();
        memory.trim();
        assertThat(memory.stats().live()).isZero();
        assertThat(memory.stats().peak()).isGreaterThanOrEqualTo(512 + 26 * 4096);
    }

    @Test
    void emptySlabsBeyondAHoardServeOtherSizes() {
        List<Storage> scalars = new ArrayList<>();
        for (int i = 0; i < (20 << 20) / 128; i++) {
            scalars.add(Memories.small(memory, 4));
        }
        scalars.forEach(Storage::release);
        for (int i = 0; i < (20 << 20) / (16 << 10); i++) {
            scalars.add(Memories.small(memory, 16_000));
        }
        assertThat(allocator.held.get()).isLessThanOrEqualTo(LIMIT);
    }
}
