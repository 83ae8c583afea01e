package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vecgrad.blas.OpenBlas;
import dev.vecgrad.type.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchTest {
    private static final Clock HASTY =
            new Clock(Duration.ofNanos(1), Duration.ofNanos(1), System::nanoTime, () -> 0, () -> true);
    private static final List<Workload> ALL = List.of(
            new Workload("add/100", Startup::new),
            new Workload("add/1000", Startup::new),
            new Workload("sum/100", Startup::new));

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
        assertThatThrownBy(() -> Setting.device("abacus"))
                .hasMessageContaining("abacus")
                .hasMessageContaining("cpu");
        assertThatThrownBy(() -> Mode.of("lazy")).hasMessage("no mode is called 'lazy': there is eager, compiled");
        assertThatThrownBy(() -> Engine.of("steam"))
                .hasMessage("no engine is called 'steam': there is vecgrad, openblas");
        assertThatThrownBy(() -> Scoping.of("day")).hasMessage("no scope is called 'day': there is step, none");
    }

    @Test
    void resultIsALineOfJson() {
        Result result = new Result(
                Setting.ofThreads(2).label(),
                "add/100",
                new Timing(0.25, 0.2, 0.3, 12, 0.0625),
                new Outcome(0.5, Double.NaN));
        assertThat(result.toJson())
                .isEqualTo("{\"engine\":\"vecgrad\",\"mode\":\"eager\",\"variant\":\"step\",\"threads\":2,"
                        + "\"device\":\"cpu\",\"workload\":\"add/100\",\"us\":0.25,\"lo\":0.2,\"hi\":0.3,\"runs\":12,\"noise\":0.0625,"
                        + "\"loss\":0.5}");
        assertThat(Result.fromJson(result.toJson())).isEqualTo(result);
        assertThatThrownBy(() -> Result.fromJson("{\"engine\":1}"))
                .hasMessage("this is no result of a benchmark: {\"engine\":1}");
    }

    @Test
    void quickWorkloadsAreADozen() {
        assertThat(Workloads.QUICK).hasSize(12);
        assertThat(Workloads.select(Workloads.all(), Workloads.QUICK)).hasSize(12);
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
        Bench bare = bare("add");
        assertThatThrownBy(() -> bare.run(HASTY, _ -> {}))
                .hasMessage("no workload is called or begins with 'add': there are matmul/64, matmul/256, matmul/1024,"
                        + " matmul/2048, matmul/800x10x1, matmul/128x784x256");
    }

    @Test
    void bareProductsRun() {
        assumeTrue(new OpenBlas().isAvailable(), "OpenBLAS is missing");
        List<Result> results = new ArrayList<>();
        bare("matmul/64").run(HASTY, results::add);
        bench(List.of("matmul/64"), Scoping.STEP, 1, Duration.ofMillis(1)).run(HASTY, results::add);
        assertThat(results).extracting(r -> r.label().engine()).containsExactly("openblas", "vecgrad");
        assertThat(results.getFirst().outcome()).isEqualTo(results.getLast().outcome());
    }

    @Test
    void stepsRunOnAnotherDevice() {
        assumeTrue(Device.devices().contains(Device.opencl(0)), "there is no OpenCL device");
        List<Result> results = new ArrayList<>();
        Setting setting = new Setting(Engine.VECGRAD, Mode.EAGER, Scoping.STEP, Device.opencl(0), 1);
        List<String> names = List.of("chain_grad/100", "logreg_step/800x10");
        new Bench(names, setting, Duration.ofMillis(1)).run(HASTY, results::add);
        bench(names, Scoping.STEP, 1, Duration.ofMillis(1)).run(HASTY, results::add);
        assertThat(results).extracting(r -> r.label().device()).containsExactly("opencl:0", "opencl:0", "cpu", "cpu");
        for (int i = 0; i < names.size(); i++) {
            double ours = results.get(i).outcome().loss();
            assertThat(ours).isCloseTo(results.get(i + names.size()).outcome().loss(), withinPercentage(0.1));
        }
        assertThat(Device.getDefault()).isEqualTo(Device.CPU);
    }

    @Test
    void aRevisionIsACommitOrUnknown(@TempDir Path folder) {
        assertThat(Revision.of(folder)).isEqualTo("unknown");
    }

    @Test
    void theFirstGradientOfAProcessIsTimed() {
        Workload startup = Workloads.select(Workloads.all(), List.of("startup")).getFirst();
        assertThat(startup.isProcess()).isTrue();
        assertThat(startup.prepare().get().outcome()).isEqualTo(Outcome.NONE);
        assertThat(Startup.remark()).startsWith("startup: processes with ").contains("--add-modules");
    }

    private static Bench bench(List<String> names, Scoping scoping, int threads, Duration budget) {
        return new Bench(names, new Setting(Engine.VECGRAD, Mode.EAGER, scoping, Device.CPU, threads), budget);
    }

    private static Bench bare(String name) {
        Setting setting = new Setting(Engine.OPENBLAS, Mode.EAGER, Scoping.NONE, Device.CPU, 1);
        return new Bench(List.of(name), setting, Duration.ofMillis(1));
    }

    private static List<String> selected(String... names) {
        return Workloads.select(ALL, List.of(names)).stream()
                .map(Workload::name)
                .toList();
    }
}
