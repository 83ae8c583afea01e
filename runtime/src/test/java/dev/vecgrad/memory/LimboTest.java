package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LimboTest {
    private final DeviceMemory memory = Memories.withLimit(new NativeAllocator(), 0);

    @Test
    void givesOutInOrderThroughGrowthAndWrapping() {
        Limbo limbo = new Limbo();
        Queue<Storage> expected = new ArrayDeque<>();
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 3; i++) {
                Storage s = Memories.small(memory, 4);
                limbo.add(s);
                expected.add(s);
            }
            assertThat(limbo.poll(Long.MAX_VALUE)).isSameAs(expected.remove());
            assertThat(limbo.size()).isEqualTo(expected.size());
        }
        while (!expected.isEmpty()) {
            assertThat(limbo.poll(Long.MAX_VALUE)).isSameAs(expected.remove());
        }
        assertThat(limbo.poll(Long.MAX_VALUE)).isNull();
    }

    @Test
    void keepsWhatHasATagNotBeforeTheEpoch() {
        Limbo limbo = new Limbo();
        long before = Epochs.tag();
        limbo.add(Memories.small(memory, 4));
        assertThat(limbo.poll(before)).isNull();
        assertThat(limbo.size()).isEqualTo(1);
        assertThat(limbo.poll(Epochs.tag() + 1)).isNotNull();
    }
}
