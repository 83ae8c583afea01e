package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vecgrad.blas.OpenBlas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchTest {
    private static final Clock HASTY =
            new Clock(Duration.ofNanos(1), Duration.ofNanos(1), System::nanoTime, () -> 0, () -> true);
    private static final List<Workload> ALL = List.of(
            new Workload("add/100", () -> () -> {}),
            new Workload("add/1000", () -> () -> {}),
            new Workload("sum/100", () -> () -> {}));

    @Test
    void exactNameRunsThatOneOnly() {
        assertThat(selected("add/100")).containsExactly("add/100");
    }

    @Test
    void beginningRunsAllThatBeginSo() {
        assertThat(selected("add")).containsExactly("add/100", "add/1000");
        assertThat(selected("sum", "add/1000", "add")).containsExactly("add/100", "add/1000", "sum/100");
    }

    @Test
    void noNameRunsAll() {
        assertThat(selected()).containsExactly("add/100", "add/1000", "sum/100");
    }

    @Test
    void unknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> selected("mul"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no workload is called or begins with 'mul': there are add/100, add/1000, sum/100");
    }

    @Test
    void optionsMustMakeSense() {
        assertThatThrownBy(() -> bench(List.of(), Scoping.STEP, 0, Duration.ofSeconds(1)))
                .hasMessage("the number of threads must be positive, but is 0");
        assertThatThrownBy(() -> bench(List.of(), Scoping.STEP, 1, Duration.ZERO))
                .hasMessage("the budget must be positive, but is 0 ms");
        assertThatThrownBy(() -> Mode.of("lazy")).hasMessage("no mode is called 'lazy': there is eager");
        assertThatThrownBy(() -> Engine.of("steam"))
                .hasMessage("no engine is called 'steam': there is vecgrad, openblas");
        assertThatThrownBy(() -> Scoping.of("day")).hasMessage("no scope is called 'day': there is step, none");
    }

    @Test
    void resultIsALineOfJson() {
        Result result =
                new Result(Engine.VECGRAD, Mode.EAGER, Scoping.STEP, 2, "add/100", new Timing(0.25, 0.2, 0.3, 12));
        assertThat(result.toJson())
                .isEqualTo(
                        "{\"engine\":\"vecgrad\",\"mode\":\"eager\",\"scope\":\"step\",\"threads\":2,\"workload\":\"add/100\","
                                + "\"us\":0.25,\"lo\":0.2,\"hi\":0.3,\"runs\":12}");
    }

    @Test
    void namesAreThoseOfThePeersAndEachIsThereOnce() {
        List<String> names = Workloads.all().stream().map(Workload::name).toList();
        assertThat(names).doesNotHaveDuplicates().contains("chain_grad/100", "add/16000000", "matmul/800x10x1");
    }

    @ParameterizedTest
    @EnumSource(Scoping.class)
    void smallWorkloadsRun(Scoping scoping) {
        List<Result> results = new ArrayList<>();
        List<String> names = List.of(
                "chain_grad/100",
                "add/100",
                "sigmoid/100",
                "gelu/100",
                "sum/100",
                "bce_logits_grad/1000",
                "cross_entropy_grad/128x10",
                "matmul/64");
        bench(names, scoping, 1, Duration.ofMillis(1)).run(HASTY, results::add);
        assertThat(results).extracting(Result::workload).containsExactlyElementsOf(names);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.timing().runs()).isGreaterThanOrEqualTo(5);
            assertThat(result.timing().us())
                    .isBetween(result.timing().lo(), result.timing().hi());
        });
    }

    @Test
    void openBlasHasNothingButProducts() {
        Bench bare = new Bench(List.of("add"), Engine.OPENBLAS, Mode.EAGER, Scoping.NONE, 1, Duration.ofMillis(1));
        assertThatThrownBy(() -> bare.run(HASTY, _ -> {}))
                .hasMessage("no workload is called or begins with 'add': there are matmul/64, matmul/256, matmul/1024,"
                        + " matmul/2048");
    }

    @Test
    void bareProductsRun() {
        assumeTrue(new OpenBlas().isAvailable(), "OpenBLAS is missing");
        List<Result> results = new ArrayList<>();
        new Bench(List.of("matmul/64"), Engine.OPENBLAS, Mode.EAGER, Scoping.NONE, 1, Duration.ofMillis(1))
                .run(HASTY, results::add);
        assertThat(results).extracting(Result::engine).containsExactly(Engine.OPENBLAS);
    }

    @Test
    void theFirstGradientOfAProcessIsTimed() {
        Workload startup = Workloads.select(Workloads.all(), List.of("startup")).getFirst();
        assertThat(startup.isProcess()).isTrue();
        startup.prepare().get().run();
    }

    private static Bench bench(List<String> names, Scoping scoping, int threads, Duration budget) {
        return new Bench(names, Engine.VECGRAD, Mode.EAGER, scoping, threads, budget);
    }

    private static List<String> selected(String... names) {
        return Workloads.select(ALL, List.of(names)).stream()
                .map(Workload::name)
                .toList();
    }
}
