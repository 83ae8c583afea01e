package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Waits before calls for a plan's kernels to become fast. A call whose kernels are not compiled yet takes many times as long, and takes the
 * processors from the compiler; but nobody knows how many calls are to come. So all calls together wait for at most {@link #PATIENCE} times as
 * long as calls have worked: a plan that is called a few times loses little, and one that is called often soon has its kernels.
 */
final class Preparation {
    static final int PATIENCE = 8;

    private final List<LongPredicate> waiting;
    private final LongSupplier nanoTime;
    private long worked;
    private long waited;

    /**
     * A preparation.
     *
     * @param kernels wait for one at most so many nanoseconds, and say whether nothing is left to wait for
     * @param nanoTime the clock
     */
    Preparation(List<LongPredicate> kernels, LongSupplier nanoTime) {
        this.waiting = new ArrayList<>(kernels);
        this.nanoTime = nanoTime;
    }

    /** {@return that of a plan's steps} */
    static Preparation of(List<Step> steps) {
        List<LongPredicate> kernels = new ArrayList<>();
        for (Step step : steps) {
            for (Work.Kernel kernel : step.kernels()) {
                kernels.add(kernel.executable()::prepare);
            }
        }
        return new Preparation(kernels, System::nanoTime);
    }

    /** Does a call's work, perhaps after a while. */
    void before(Runnable work) {
        if (waiting.isEmpty()) {
            work.run();
            return;
        }
        await();
        long start = nanoTime.getAsLong();
        work.run();
        worked += nanoTime.getAsLong() - start;
    }

    /** All are asked for first, so that they can become fast side by side. */
    private void await() {
        waiting.removeIf(kernel -> kernel.test(0));
        long start = nanoTime.getAsLong();
        long end = start + PATIENCE * worked - waited;
        waiting.removeIf(kernel -> kernel.test(Math.max(0, end - nanoTime.getAsLong())));
        waited += nanoTime.getAsLong() - start;
    }
}
