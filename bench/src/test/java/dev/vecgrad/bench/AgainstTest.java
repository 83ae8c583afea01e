package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgainstTest {
    @Test
    void aChangeCountsBeyondTheNoiseOfBothRuns() {
        Against same = new Against(result("a", 100, 3), result("a", 104, 4));
        assertThat(same.ratio()).isEqualTo(1.04);
        assertThat(same.noise()).isCloseTo(Math.hypot(0.03, 4 / 104.0), org.assertj.core.data.Offset.offset(1e-12));
        assertThat(same.verdict()).isEqualTo("same");
        assertThat(new Against(result("a", 100, 3), result("a", 106, 3)).verdict())
                .isEqualTo("slower");
        assertThat(new Against(result("a", 100, 3), result("a", 90, 3)).verdict())
                .isEqualTo("faster");
    }

    @Test
    void onlyWhatBothRunsHaveIsCompared() {
        List<Against> pairs = Against.pairs(
                List.of(result("a", 1, 0), result("b", 2, 0)), List.of(result("b", 4, 0), result("c", 1, 0)));
        assertThat(pairs).containsExactly(new Against(result("b", 2, 0), result("b", 4, 0)));
        assertThat(Against.table(pairs).lines().toList().getLast())
                .matches("b +vecgrad eager +1 +2.000 +4.000 +2.00 +0.00 +slower");
    }

    private static Result result(String workload, double us, double spread) {
        return new Result(
                Setting.ofThreads(1).label(),
                workload,
                new Timing(us, us - spread, us + spread, 5, spread / us),
                Outcome.NONE);
    }
}
