package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerProcessTest {
    private static final Label LABEL = new Label("steam", "eager", "hot", 2, "cpu");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPeerAnswersQuestions() throws PeerException {
        String line =
                "{\"engine\":\"steam\",\"mode\":\"eager\",\"variant\":\"'$HEAT'\",\"threads\":2,\"workload\":\"'$name'\","
                        + "\"us\":3.5,\"lo\":3,\"hi\":4,\"runs\":7,\"noise\":0.1,\"loss\":0.25}";
        try (PeerProcess peer = shell("while read name seconds; do echo '" + line + "'; done")) {
            assertThat(peer.version()).isEqualTo("1.0");
            assertThat(peer.measure("add/100", SECOND))
                    .isEqualTo(
                            new Result(LABEL, "add/100", new Timing(3.5, 3, 4, 7, 0.1), new Outcome(0.25, Double.NaN)));
            assertThat(peer.measure("sum/100", SECOND).workload()).isEqualTo("sum/100");
        }
    }

    @Test
    void whatAPeerCannotDoIsSaidAndItGoesOn() throws PeerException {
        try (PeerProcess peer = shell("while read name seconds; do echo '{\"error\":\"no '$name'\"}'; done")) {
            assertThatThrownBy(() -> peer.measure("add/100", SECOND)).hasMessage("no add/100");
            assertThatThrownBy(() -> peer.measure("sum/100", SECOND)).hasMessage("no sum/100");
        }
    }

    @Test
    void anEndTellsTheLastError() throws PeerException {
        try (PeerProcess peer = shell("read line; echo 'no steam' >&2; exit 3")) {
            assertThatThrownBy(() -> peer.measure("add/100", SECOND)).hasMessage("ended with code 3: no steam");
        }
        assertThatThrownBy(() -> new PeerProcess(LABEL, List.of("sh", "-c", "exit 4"), Map.of()))
                .isInstanceOf(PeerException.class)
                .hasMessage("ended with code 4: it said nothing");
        assertThatThrownBy(() -> new PeerProcess(LABEL, List.of("/no/such/program"), Map.of()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void turnsAlternateAndTheirMedianCounts() {
        List<String> order = new ArrayList<>();
        Contest contest = new Contest(List.of(new Fake("a", order, 5, 1, 3), new Fake("b", order, 30, 20, 10)), SECOND);
        contest.run("add/100", 3, order::add);
        assertThat(order).containsExactly("a PT1S", "b PT1S", "a PT1S", "b PT1S", "a PT1S", "b PT1S");
        assertThat(contest.results())
                .extracting(Result::timing)
                .containsExactly(new Timing(3, 0.5, 10, 6, 4 / 3.0), new Timing(20, 5, 60, 6, 1));
        assertThat(Comparison.of(contest.results())).isEmpty();
    }

    @Test
    void noFurtherRoundBeginsWhenItTookTooLong() {
        List<String> told = new ArrayList<>();
        Contest contest = new Contest(List.of(new Fake("a", new ArrayList<>(), 5, 1, 3)), Duration.ofMillis(-1700));
        contest.run("add/100", 3, told::add);
        assertThat(contest.results()).extracting(r -> r.timing().runs()).containsExactly(2);
        assertThat(told).containsExactly("add/100: 1 of 3 turns: they took longer than -9 s");
    }

    @Test
    void whoFailsIsNamedAndLeftOut() {
        List<String> order = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Contest contest = new Contest(List.of(new Fake("a", order), new Fake("b", order, 1, 2)), SECOND);
        contest.run("add/100", 2, failed::add);
        assertThat(failed).containsExactly("a eager: add/100 not run: worn out");
        assertThat(contest.results()).extracting(r -> r.label().engine()).containsExactly("b");
    }

    @Test
    void theBestVariantOfAPeerIsComparedAndOtherWorkIsSeen() {
        List<Result> results = List.of(
                result("vecgrad", "step", 2, 1.0),
                result("torch", "default", 9, 1.0005),
                result("torch", "recycled", 4, 1.0005),
                result("jax", "", 8, 1.01));
        Comparison comparison = Comparison.of(results).getFirst();
        assertThat(comparison.peers()).extracting(p -> p.label().variant()).containsExactly("recycled", "");
        Result torch = comparison.peer("torch eager").orElseThrow();
        assertThat(comparison.ratio(torch)).isEqualTo(0.5);
        assertThat(comparison.isSameWork(torch)).isTrue();
        assertThat(comparison.isSameWork(comparison.peers().getLast())).isFalse();
        assertThat(comparison.fastest()).contains(torch);
    }

    private static Result result(String engine, String variant, double us, double loss) {
        return new Result(
                new Label(engine, "eager", variant, 1, "cpu"),
                "mlp",
                new Timing(us, us, us, 1, 0),
                new Outcome(loss, Double.NaN));
    }

    private static PeerProcess shell(String script) throws PeerException {
        return new PeerProcess(
                LABEL, List.of("sh", "-c", "echo noise; echo '{\"ready\":\"1.0\"}'; " + script), Map.of("HEAT", "hot"));
    }

    /** Takes the times it is given, one a turn, and then fails. */
    private static final class Fake implements Contestant {
        private final String name;
        private final List<String> order;
        private final double[] times;
        private int turn;

        Fake(String name, List<String> order, double... times) {
            this.name = name;
            this.order = order;
            this.times = times;
        }

        @Override
        public Label label() {
            return new Label(name, "eager", "", 1, "cpu");
        }

        @Override
        public Result measure(String workload, Duration budget) throws PeerException {
            if (turn == times.length) {
                throw new PeerException("worn out");
            }
            order.add(name + " " + budget);
            double us = times[turn++];
            return new Result(label(), workload, new Timing(us, us / 2, us * 2, 2, 0), Outcome.NONE);
        }
    }
}
