package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a small op takes of heap and of the system in steady state, by counters. */
class SmallOpTest {
    private static final long MOST_BYTES = 200;

    @Test
    void anAddAllocatesLittle() throws Exception {
        String[] counts =
                Fork.run(SmallOp.class, List.of()).lines().toList().getLast().split(" ", -1);
        assertThat(Long.parseLong(counts[0])).as("bytes of heap").isLessThanOrEqualTo(MOST_BYTES);
        assertThat(Long.parseLong(counts[1])).as("bytes from the system").isZero();
    }
}
