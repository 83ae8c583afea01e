package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long MILLI = 1_000_000;
    private static final long MIB = 1 << 20;

    private final Pacing pacing = new Pacing(128 * MIB, 0);
    private long now;

    /** Lets the program run for some time and then a collection take some. */
    private void cycle(long running, long collecting, long live) {
        long begin = now + running * MILLI;
        now = begin + collecting * MILLI;
        pacing.collected(begin, now, live);
    }

    @Test
    void theFirstCollectionIsDueAfterTheFirstInterval() {
        assertThat(pacing.due(128 * MIB)).isFalse();
        assertThat(pacing.due(128 * MIB + 1)).isTrue();
    }

    @Test
    void theIntervalIsAtLeastWhatIsLive() {
        cycle(1000, 10, 1000 * MIB);
        assertThat(pacing.trigger()).isEqualTo(2000 * MIB);
        cycle(1000, 10, 10 * MIB);
        assertThat(pacing.trigger()).isEqualTo(138 * MIB);
    }

    @Test
    void anEighthOfTheIntervalIsLeftToOthersDuringACollection() {
        assertThat(pacing.overdue(144 * MIB)).isFalse();
        assertThat(pacing.overdue(144 * MIB + 1)).isTrue();
    }

    @Test
    void growsByHalfAtOnceWhenCollectionsTakeMostOfTheTime() {
        for (int i = 0; i < 5; i++) {
            cycle(10, 30, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(192 * MIB);
    }

    @Test
    void growsByHalfAtOnceWhenTheyTakeAThirdOfAQuickProgram() {
        for (int i = 0; i < 5; i++) {
            cycle(10, 2, 0);
        }
        for (int i = 0; i < 5; i++) {
            cycle(60, 50, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(192 * MIB);
    }

    @Test
    void aThirdOfAQuickProgramMakesItGrowToNoMoreThanTwice() {
        for (int i = 0; i < 5; i++) {
            cycle(10, 2, 0);
        }
        for (int i = 0; i < 50; i++) {
            cycle(60, 50, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(256 * MIB);
    }

    @Test
    void aThirdOfASlowProgramIsAModerateExcess() {
        for (int i = 0; i < 50; i++) {
            cycle(60, 50, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(128 * MIB);
    }

    @Test
    void aFewHeavyOnesChangeNothing() {
        for (int i = 0; i < 20; i++) {
            cycle(i % 5 == 0 ? 100 : 10, 30, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(128 * MIB);
    }

    @Test
    void aModerateExcessCountsOverHalfAMinute() {
        while (now < 29_000 * MILLI) {
            cycle(90, 10, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(128 * MIB);
        while (now < 31_000 * MILLI) {
            cycle(90, 10, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(192 * MIB);
    }

    @Test
    void underFivePercentNothingChanges() {
        while (now < 300_000 * MILLI) {
            cycle(96, 4, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(128 * MIB);
    }

    @Test
    void staysWithinBoundsAndComesBack() {
        for (int i = 0; i < 1000; i++) {
            cycle(1, 100, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(64 * 128 * MIB);
        for (int i = 0; i < 1000; i++) {
            cycle(10_000, 10, 0);
        }
        assertThat(pacing.trigger()).isEqualTo(128 * MIB);
    }
}
