package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.Device;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static Storage temporary(long bytes) {
        return Storage.allocate(Device.CPU, bytes, Lifetime.SHORT);
    }

    @Test
    void freesWhatWasMadeInsideSmallAndLarge() {
        Storage before = temporary(4);
        Storage small;
        Storage large;
        try (Scope _ = Scope.open()) {
            small = temporary(4);
            large = temporary(1 << 20);
            assertThat(small.isReleased()).isFalse();
        }
        assertThat(small.isReleased()).isTrue();
        assertThat(large.isReleased()).isTrue();
        assertThat(before.isReleased()).isFalse();
        assertThat(temporary(4).isReleased()).isFalse();
    }

    @Test
    void freesThoughTheBodyThrows() {
        List<Storage> made = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (Scope _ = Scope.open()) {
                        made.add(temporary(4));
                        throw new IllegalStateException("body");
                    }
                })
                .hasMessage("body");
        assertThat(made.getFirst().isReleased()).isTrue();
    }

    @Test
    void leavesWhatOutlivesItByRight() {
        Storage parameter;
        Storage saved;
        try (Scope _ = Scope.open()) {
            parameter = Storage.allocate(Device.CPU, 4, Lifetime.LONG);
            try (Scope _ = Scope.open()) {
                saved = temporary(4);
                saved.survive();
            }
        }
        assertThat(parameter.isReleased()).isFalse();
        assertThat(saved.isReleased()).isFalse();
    }

    @Test
    void keepMovesToTheEnclosingScope() {
        Storage moved;
        try (Scope _ = Scope.open()) {
            try (Scope inner = Scope.open()) {
                moved = temporary(4);
                inner.keep(moved);
            }
            assertThat(moved.isReleased()).isFalse();
        }
        assertThat(moved.isReleased()).isTrue();
    }

    @Test
    void keepOfTheOutermostScopeMovesOutOfAll() {
        Storage kept;
        Storage throughBoth;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                throughBoth = temporary(4);
                outer.keep(throughBoth);
                inner.keep(throughBoth);
            }
            kept = temporary(4);
            outer.keep(kept);
        }
        assertThat(kept.isReleased()).isFalse();
        assertThat(throughBoth.isReleased()).isFalse();
        Scope.open().close();
        assertThat(kept.isReleased()).isFalse();
    }

    @Test
    void outerFreesWhatWasMadeBeforeAndAfterTheInnerOne() {
        Storage first;
        Storage inside;
        Storage last;
        try (Scope _ = Scope.open()) {
            first = temporary(4);
            try (Scope _ = Scope.open()) {
                inside = temporary(4);
            }
            assertThat(inside.isReleased()).isTrue();
            assertThat(first.isReleased()).isFalse();
            last = temporary(4);
        }
        assertThat(first.isReleased()).isTrue();
        assertThat(last.isReleased()).isTrue();
    }

    /** In a memory of its own: what other tests released may come back to a shared one meanwhile. */
    @Test
    void theSameStepFindsTheSameMemory() {
        DeviceMemory memory = Memories.poisoning();
        long[] first = addressesOfAStep(memory);
        for (int i = 0; i < 100; i++) {
            assertThat(addressesOfAStep(memory)).containsExactlyInAnyOrder(first);
        }
    }

    private static long[] addressesOfAStep(DeviceMemory memory) {
        try (Scope _ = Scope.open()) {
            return LongStream.range(0, 50)
                    .map(i -> inScope(Memories.small(memory, 4 + 80 * i)).address())
                    .toArray();
        }
    }

    private static Storage inScope(Storage storage) {
        ScopeStack.register(storage);
        return storage;
    }

    @Test
    void stepsInScopesTakeNothingMoreFromTheSystem() {
        DeviceMemory memory = Memories.poisoning();
        addressesOfAStep(memory);
        Memory.Stats before = memory.stats();
        for (int i = 0; i < 10_000; i++) {
            addressesOfAStep(memory);
        }
        Memory.Stats after = memory.stats();
        assertThat(after.systemAllocations()).isEqualTo(before.systemAllocations());
        assertThat(after.allocations() - before.allocations()).isEqualTo(500_000);
    }

    @Test
    void otherThreadsAreNotAffected() {
        Storage elsewhere;
        try (Scope _ = Scope.open()) {
            elsewhere = CompletableFuture.supplyAsync(() -> temporary(4)).join();
        }
        assertThat(elsewhere.isReleased()).isFalse();
    }

    @Test
    void closingOnAnotherThreadIsAnError() {
        try (Scope scope = Scope.open()) {
            Storage inside = temporary(4);
            assertThatThrownBy(() -> CompletableFuture.runAsync(scope::close).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the thread that opened it")
                    .hasMessageContaining(Thread.currentThread().getName());
            assertThat(inside.isReleased()).isFalse();
        }
    }

    @Test
    void closingBeforeTheInnerOneIsAnErrorAndChangesNothing() {
        try (Scope outer = Scope.open()) {
            try (Scope _ = Scope.open()) {
                Storage inside = temporary(4);
                assertThatThrownBy(outer::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("close the inner one first");
                assertThat(inside.isReleased()).isFalse();
            }
        }
    }

    @Test
    void closingAgainDoesNothingAndKeepingThenIsAnError() {
        Scope scope = Scope.open();
        scope.close();
        Storage later = temporary(4);
        scope.close();
        assertThat(later.isReleased()).isFalse();
        assertThatThrownBy(() -> scope.keep(later))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void worksOnVirtualThreads() throws InterruptedException {
        List<Storage> made = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 100; t++) {
            threads.add(Thread.startVirtualThread(() -> {
                try (Scope _ = Scope.open()) {
                    for (int i = 0; i < 100; i++) {
                        made.add(temporary(400));
                        LockSupport.parkNanos(1);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasSize(10_000).allMatch(Storage::isReleased);
    }

    @Test
    void aVeryLargeScopeKeepsNothingFromTheCollectorAndStillFreesTheRest() throws InterruptedException {
        List<WeakReference<Storage>> dropped = new ArrayList<>();
        List<Storage> held = new ArrayList<>();
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < 100_000; i++) {
                Storage s = temporary(4);
                if (i % 100 == 0) {
                    held.add(s);
                } else if (i < 10_000) {
                    dropped.add(new WeakReference<>(s));
                }
            }
            assertThat(Memories.afterCollections(() -> dropped.stream().allMatch(w -> w.get() == null)))
                    .isTrue();
            assertThat(held).noneMatch(Storage::isReleased);
        }
        assertThat(held).allMatch(Storage::isReleased);
    }

    @Test
    void knowsWhatWasMadeWhileItWasTheInnermost() {
        Storage before = temporary(4);
        try (Scope outer = Scope.open()) {
            Storage mine = temporary(4);
            Storage lasting = Storage.allocate(Device.CPU, 4, Lifetime.LONG);
            assertThat(outer.isOwnerOf(mine)).isTrue();
            assertThat(outer.isOwnerOf(before)).isFalse();
            assertThat(outer.isOwnerOf(lasting)).isFalse();
            try (Scope inner = Scope.open()) {
                assertThat(inner.isOwnerOf(mine)).isFalse();
                assertThat(inner.isOwnerOf(temporary(4))).isTrue();
            }
        }
    }

    @Test
    void tellsByDepthWhichScopesMayFreeAStorage() {
        assertThat(Scope.currentDepth()).isZero();
        Storage free = temporary(4);
        try (Scope _ = Scope.open()) {
            Storage outer = temporary(4);
            try (Scope _ = Scope.open()) {
                Storage inner = temporary(4);
                assertThat(Scope.currentDepth()).isEqualTo(2);
                assertThat(List.of(free.scopeDepth(), outer.scopeDepth(), inner.scopeDepth()))
                        .containsExactly(0, 1, 2);
                inner.outlive(outer.scopeDepth());
                assertThat(inner.scopeDepth()).isEqualTo(1);
                outer.survive();
            }
            assertThat(outer.scopeDepth()).isZero();
        }
        assertThat(Scope.currentDepth()).isZero();
    }

    @Test
    void tellsWhoSharesASlab() {
        assertThat(temporary(4).isInSlab()).isTrue();
        assertThat(temporary(1 << 20).isInSlab()).isFalse();
    }
}
