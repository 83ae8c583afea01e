package dev.vecgrad.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    @Test
    void withoutTheFlagItSaysHowToGetIt() {
        assertThatThrownBy(() -> Profiler.record(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("record: the profiler is not there: start Java with -Dvecgrad.profile=true");
    }

    @Test
    void selfTimeLeavesOutWhatRanWithin() {
        Profile profile = new Profile(List.of(
                event("gemm", 120, 30, "main"),
                event("conv", 100, 100, "main"),
                event("gemm", 110, 500, "worker"),
                event("late", 205, 5, "main")));
        assertThat(profile.events()).extracting(WorkEvent::name).containsExactly("conv", "gemm", "gemm", "late");
        assertThat(profile.table().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).matches("op: gemm +2 +0.5 +87.6 +16 +0.03"),
                        line -> assertThat(line).matches("op: conv +1 +0.1 +11.6 +8 +0.11"),
                        line -> assertThat(line).matches("op: late +1 +0.0 +0.8 +8 +1.60"));
        assertThat(profile.count("gemm")).isEqualTo(2);
        assertThat(profile.bytes()).isEqualTo(32);
        assertThat(profile.nanos()).isEqualTo(510);
    }

    @Test
    void theTraceHasALaneForEachThread() {
        Profile profile = new Profile(List.of(event("a", 5000, 1500, "main"), event("b", 6000, 250, "worker")));
        assertThat(profile.chromeTrace().lines())
                .containsExactly(
                        "{\"traceEvents\":[",
                        "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":0,\"args\":{\"name\":\"main\"}},",
                        "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":1,\"args\":{\"name\":\"worker\"}},",
                        "{\"name\":\"op: a\",\"ph\":\"X\",\"pid\":1,\"tid\":0,\"ts\":0.000,\"dur\":1.500,"
                                + "\"args\":{\"shape\":\"2x3\",\"device\":\"cpu\",\"bytes\":8}},",
                        "{\"name\":\"op: b\",\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1.000,\"dur\":0.250,"
                                + "\"args\":{\"shape\":\"2x3\",\"device\":\"cpu\",\"bytes\":8}}",
                        "]}");
        assertThat(new Profile(List.of()).chromeTrace()).isEqualTo("{\"traceEvents\":[\n\n]}\n");
    }

    private static WorkEvent event(String name, long start, long nanos, String thread) {
        return new WorkEvent("op", name, "2x3", "cpu", 8, start, nanos, thread);
    }
}
