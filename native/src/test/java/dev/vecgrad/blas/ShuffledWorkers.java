package dev.vecgrad.blas;

import dev.vecgrad.spi.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Workers that cut work as finely as it may be cut and do the ranges in any order, each on a new thread, {@code parallelism} at a time. */
record ShuffledWorkers(int parallelism, long seed) implements Workers {
    @Override
    public void forEach(long units, long grain, RangeTask task) {
        List<Runnable> ranges = new ArrayList<>();
        for (long begin = 0; begin < units; begin += grain) {
            long from = begin;
            ranges.add(() -> task.run(from, Math.min(units, from + grain)));
        }
        Collections.shuffle(ranges, new Random(seed));
        for (int i = 0; i < ranges.size(); i += parallelism) {
            runTogether(ranges.subList(i, Math.min(ranges.size(), i + parallelism)));
        }
    }

    private static void runTogether(List<Runnable> ranges) {
        List<Thread> threads = ranges.stream().map(Thread.ofPlatform()::start).toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
