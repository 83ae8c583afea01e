package dev.vecgrad.simd;

import dev.vecgrad.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/** Workers for tests: some that take small ranges in an odd order. */
final class TestWorkers {
    /** Three threads; the last ranges are begun first. */
    static final Workers THREE = new Workers() {
        @Override
        public int parallelism() {
            return 3;
        }

        @Override
        public void forEach(long units, long grain, RangeTask task) {
            long part = Math.ceilDiv(Math.ceilDiv(units, 3), grain) * grain;
            List<Thread> threads = new ArrayList<>();
            for (long begin = (units - 1) / part * part; begin >= 0; begin -= part) {
                long from = begin;
                threads.add(Thread.startVirtualThread(() -> task.run(from, Math.min(units, from + part))));
            }
            threads.forEach(TestWorkers::join);
        }
    };

    private TestWorkers() {}

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
