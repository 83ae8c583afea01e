package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockTest {
    /** A clock that only the steps move. */
    private final AtomicLong now = new AtomicLong();

    private final AtomicLong steps = new AtomicLong();

    @Test
    void shortStepsAreTimedInBatchesOfTwoMilliseconds() {
        Timing timing = clock(100).time(step(10_000));
        assertThat(timing).isEqualTo(new Timing(10, 10, 10, 50));
    }

    @Test
    void longStepsAreTimedOneByOne() {
        Timing timing = clock(100).time(step(20_000_000));
        assertThat(timing).isEqualTo(new Timing(20_000, 20_000, 20_000, 5));
    }

    @Test
    void stepsBeyondTheBudgetAreTimedFiveTimesAfterSixToWarmUp() {
        Timing timing = clock(1).time(step(1_000_000_000));
        assertThat(timing.runs()).isEqualTo(5);
        assertThat(steps.get()).isEqualTo(6 + 5);
    }

    private Clock clock(long budgetMillis) {
        return new Clock(Duration.ofMillis(20), Duration.ofMillis(budgetMillis), now::get);
    }

    private Runnable step(long nanos) {
        return () -> {
            steps.incrementAndGet();
            now.addAndGet(nanos);
        };
    }
}
