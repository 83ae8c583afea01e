package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonTest {
    private final DeviceMemory memory = Memories.poisoning();

    @ParameterizedTest
    @ValueSource(longs = {4, 4000, 100_000})
    void freshAndFreedMemoryIsAllOnes(long bytes) {
        assertThat(Bytes.areAll(Memories.small(memory, bytes), -1)).isTrue();
        for (int i = 0; i < 200; i++) {
            Storage s = Memories.small(memory, bytes);
            Bytes.fill(s, 1);
            s.release();
        }
        assertThat(Bytes.areAll(Memories.small(memory, bytes), -1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 4000, 100_000})
    void aWriteAfterFreeingIsFound(long bytes) {
        Storage s = Memories.small(memory, bytes);
        long address = s.address();
        s.release();
        memory.reclaim();
        Bytes.segment(address, 1).fill((byte) 1);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        Memories.small(memory, bytes);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("written after it was freed");
    }

    @Test
    void memoryFreedByTheCollectorIsPoisonedToo() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            Bytes.fill(Memories.small(memory, 4000), 1);
        }
        assertThat(Memories.afterCollections(() -> {
                    Memories.small(memory, 100_000).release();
                    return memory.stats().live() < 2_000_000;
                }))
                .isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(Bytes.areAll(Memories.small(memory, 4000), -1)).isTrue();
        }
    }
}
