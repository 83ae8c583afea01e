package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.OutOfNativeMemoryException;
import org.junit.jupiter.api.Test;

class DeviceAllocatorTest {
    @Test
    void theCHeapGivesAlignedUsableBlocks() {
        check(new CHeap());
    }

    @Test
    void mappedPagesAreAlignedAndUsable() {
        assumeTrue(MappedPages.isAvailable(), "not run: mapped pages are used on Linux only");
        check(new MappedPages());
    }

    @Test
    void largeMappingsBeginAtAHugePage() {
        assumeTrue(MappedPages.isAvailable(), "not run: mapped pages are used on Linux only");
        long address = new MappedPages().allocate(5 << 20);
        assertThat(address % (2 << 20)).isZero();
        new MappedPages().free(address, 5 << 20);
    }

    private static void check(DeviceAllocator allocator) {
        for (long bytes : new long[] {4096, 5 * 4096, 1 << 20, 4 << 20, (6 << 20) + 4096}) {
            long a = allocator.allocate(bytes);
            long b = allocator.allocate(bytes);
            assertThat(a % 128).isZero();
            Bytes.segment(a, bytes).fill((byte) 1);
            Bytes.segment(b, bytes).fill((byte) 2);
            assertThat(Bytes.areAll(a, bytes, 1)).isTrue();
            allocator.free(a, bytes);
            assertThat(Bytes.areAll(b, bytes, 2)).isTrue();
            allocator.free(b, bytes);
        }
        assertThatThrownBy(() -> allocator.allocate(1L << 60))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageContaining(String.valueOf(1L << 60));
    }
}
