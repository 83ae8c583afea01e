package dev.vecgrad.bench;

import dev.vecgrad.exec.Backends;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A main program of its own, since it wants a fresh JVM: the classes and the memory that a workload's steps need. Arguments: mode, workload, and the folder into which
 * {@code -Dvecgrad.kernels.dump} writes each class that a kernel becomes. With a fourth, {@code planned}, nothing is warmed: a compiled step
 * has asked for all its classes after its second call, for which the optimiser's states are there.
 *
 * <p>Prints the classes of kernels after the first step, those that a daemon makes meanwhile among them; those that were made until kernels had settled; and
 * of a step after that the classes of any kind that were loaded, by how many bytes of native memory its greatest need exceeds what was in use before it
 * (slabs of small storages counted whole), and the bytes of objects that the calling thread allocated, the least of many.
 */
final class FreshCounts {
    /** The argument by which kernels are not awaited. */
    static final String PLANNED = "planned";

    private static final int STEPS = 300;
    private static final int QUIET_LOOKS = 10;
    private static final long LONGEST_NANOS = 180_000_000_000L;

    private FreshCounts() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[2]);
        Threads.set(1);
        try (Scope _ = Scope.open()) {
            Step step = new ScopedStep(Workloads.named(args[1]).prepare().get().in(Mode.of(args[0])));
            step.run();
            long cold = kernels(folder);
            if (args.length > 3 && args[3].equals(PLANNED)) {
                step.run();
                System.out.printf("cold kernel classes %d, planned kernel classes %d%n", cold, kernels(folder));
                return;
            }
            long heap = settle(step);
            long settled = kernels(folder);
            long before = loaded();
            step.run();
            System.out.printf(
                    "cold kernel classes %d, settled kernel classes %d, warm classes %d, native bytes %d, heap bytes %d%n",
                    cold, settled, loaded() - before, nativeBytes(step), heap);
        }
    }

    /** Runs steps until kernels have settled and steps allocate no less for a while, three minutes at most. */
    private static long settle(Step step) {
        long start = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (int quiet = 0; quiet < QUIET_LOOKS && System.nanoTime() - start < LONGEST_NANOS; ) {
            long now = StepProfile.heapBytes(step, STEPS);
            quiet = now < least || !Backends.areSettled() ? 0 : quiet + 1;
            least = Math.min(least, now);
        }
        return least;
    }

    private static long nativeBytes(Step step) {
        Memory.resetPeak();
        long live = Memory.stats().live();
        step.run();
        return Memory.stats().peak() - live;
    }

    private static long loaded() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }

    private static long kernels(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
