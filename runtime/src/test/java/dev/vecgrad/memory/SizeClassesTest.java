package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SizeClassesTest {
    @Test
    void everySmallSizeFitsItsSlotAndNoSmallerOne() {
        for (int bytes = 0; bytes <= SizeClasses.MAX_SLOT; bytes++) {
            int c = SizeClasses.slotClass(bytes);
            assertThat(SizeClasses.slotBytes(c)).isGreaterThanOrEqualTo(bytes).isGreaterThanOrEqualTo(128);
            if (c > 0) {
                assertThat(SizeClasses.slotBytes(c - 1)).isLessThan(bytes);
            }
        }
    }

    @Test
    void slotsAreAlignedAndWasteAtMostAFifthBeyondTheGranule() {
        for (int c = 0; c < SizeClasses.SLOT_CLASSES; c++) {
            assertThat(SizeClasses.slotBytes(c) % 128).isZero();
        }
        for (int bytes = 128; bytes <= SizeClasses.MAX_SLOT; bytes += 128) {
            int slot = SizeClasses.slotBytes(SizeClasses.slotClass(bytes));
            assertThat(slot - bytes).isLessThanOrEqualTo(slot / 5);
        }
    }

    @Test
    void slabsHaveOneTo64SlotsIn4To64KiB() {
        for (int c = 0; c < SizeClasses.SLOT_CLASSES; c++) {
            assertThat(SizeClasses.slotsInSlab(c)).isBetween(4, 64);
            assertThat(SizeClasses.slabBytes(c)).isBetween(4 << 10, 64 << 10);
            assertThat(SizeClasses.blockBytes(SizeClasses.blockClass(SizeClasses.slabBytes(c))))
                    .isEqualTo(SizeClasses.slabBytes(c));
        }
    }

    @Test
    void aScalarsSlabIsOnePage() {
        assertThat(SizeClasses.slabBytes(SizeClasses.slotClass(4))).isEqualTo(4096);
    }

    @Test
    void blockClassesGrowByAtMostAnEighthAndAreWholePages() {
        for (int c = 0; c + 1 < SizeClasses.BLOCK_CLASSES; c++) {
            long bytes = SizeClasses.blockBytes(c);
            long next = SizeClasses.blockBytes(c + 1);
            assertThat(bytes % 4096).isZero();
            assertThat(next - bytes).isBetween(4096L, Math.max(4096, bytes / 8));
        }
    }

    @Test
    void everyBlockSizeFitsItsClassAndNoSmallerOne() {
        LongStream.concat(
                        LongStream.rangeClosed(1, 3000).map(i -> i * 1000),
                        LongStream.rangeClosed(12, 46)
                                .flatMap(i -> LongStream.of((1L << i) - 1, 1L << i, (1L << i) + 1)))
                .filter(bytes -> bytes <= SizeClasses.MAX_BLOCK)
                .forEach(bytes -> {
                    int c = SizeClasses.blockClass(bytes);
                    assertThat(SizeClasses.blockBytes(c)).isGreaterThanOrEqualTo(bytes);
                    assertThat(c == 0 || SizeClasses.blockBytes(c - 1) < bytes).isTrue();
                });
    }
}
