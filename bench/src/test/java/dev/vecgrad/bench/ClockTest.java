package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockTest {
    /** A clock that only the steps move. */
    private final AtomicLong now = new AtomicLong();

    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong compiledMillis = new AtomicLong();
    private final AtomicBoolean settled = new AtomicBoolean(true);

    @Test
    void shortStepsAreTimedInBatchesOfTwoMilliseconds() {
        Timing timing = clock(100).time(step(10_000));
        assertThat(timing).isEqualTo(new Timing(10, 10, 10, 50, 0));
    }

    @Test
    void longStepsAreTimedOneByOne() {
        Timing timing = clock(100).time(step(20_000_000));
        assertThat(timing).isEqualTo(new Timing(20_000, 20_000, 20_000, 5, 0));
    }

    @Test
    void stepsBeyondTheBudgetAreTimedFiveTimesAfterSevenWindows() {
        Timing timing = clock(1).time(step(1_000_000_000));
        assertThat(timing.runs()).isEqualTo(5);
        assertThat(steps.get()).isEqualTo(7 + 5);
    }

    @Test
    void warmUpGoesOnWhileTheStepGetsFaster() {
        Timing timing = clock(1).time(() -> now.addAndGet(3_000_000 + 20_000_000 / (1 + steps.getAndIncrement())));
        assertThat(steps.get()).isGreaterThan(7 + 5);
        assertThat(timing.us()).isLessThan(4500);
    }

    @Test
    void warmUpGoesOnWhileTheCompilerWorks() {
        clock(1).time(() -> {
            now.addAndGet(5_000_000);
            compiledMillis.addAndGet(steps.getAndIncrement() < 20 ? 1 : 0);
        });
        assertThat(steps.get()).isEqualTo(20 + 6 + 5);
    }

    @Test
    void warmUpGoesOnWhileKernelsAreMadeFaster() {
        settled.set(false);
        clock(1).time(() -> {
            now.addAndGet(5_000_000);
            settled.set(steps.incrementAndGet() > 20);
        });
        assertThat(steps.get()).isEqualTo(20 + 6 + 5);
    }

    @Test
    void warmUpEndsAfterAHundredWindows() {
        clock(1).time(() -> now.addAndGet((long) (1e15 * Math.pow(0.9, (double) steps.getAndIncrement()))));
        assertThat(steps.get()).isBetween(100L, 200L);
    }

    @Test
    void processesAreTimedTenTimesAfterOneRun() {
        assertThat(clock(1).timeProcesses(() -> now.addAndGet(1_000_000 * steps.incrementAndGet())))
                .isEqualTo(new Timing(6500, 3000, 10_000, 10, 7.0 / 2 / 6.5));
        assertThat(steps.get()).isEqualTo(11);
    }

    private Clock clock(long budgetMillis) {
        return new Clock(
                Duration.ofMillis(2), Duration.ofMillis(budgetMillis), now::get, compiledMillis::get, settled::get);
    }

    private Runnable step(long nanos) {
        return () -> {
            steps.incrementAndGet();
            now.addAndGet(nanos);
        };
    }
}
