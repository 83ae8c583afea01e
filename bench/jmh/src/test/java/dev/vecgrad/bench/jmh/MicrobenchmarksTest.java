package dev.vecgrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.bench.report.Peaks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MicrobenchmarksTest {
    private static final Effort HASTY = new Effort(0, 1, 1);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** In one JVM and with a moment for each: that they run, not how fast. */
    @BeforeAll
    static void settleAtOnce() {
        System.setProperty(Micro.HASTY, "true");
    }

    static Stream<Class<? extends Micro>> classes() {
        return Microbenchmarks.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void everyBenchmarkRunsBesideOneBaseline(Class<? extends Micro> type) throws Exception {
        List<String> names = Microbenchmarks.names(type, List.of());
        List<Row> rows = benchmarks(HASTY).run(List.of("^" + type.getSimpleName() + "\\."));
        assertThat(rows).extracting(row -> row.group() + "." + row.name()).hasSameElementsAs(names);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.us()).isPositive();
            assertThat(row.allocated()).isNotNegative();
            assertThat(rows.stream().filter(other -> other.isBaseline() && other.isBesides(row)))
                    .hasSize(1);
        });
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(Row.HEADING, names.getFirst());
    }

    @Test
    void benchmarksRunInJvmsOfTheirOwn() throws Exception {
        List<Row> rows = benchmarks(new Effort(1, 1, 10)).run(List.of("Dispatch.(add|scalarLoop)$"));
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row.us()).isPositive());
    }

    @Test
    void aNameThatMatchesNothingIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> benchmarks(HASTY).run(List.of("Steam")))
                .hasMessageContaining("no benchmark matches [Steam]: there are [")
                .hasMessageContaining("Products.bareCall");
        assertThatThrownBy(() -> new Effort(1, 1, 0)).hasMessageContaining("1 of 0 in 1 JVMs");
    }

    @Test
    void speedsAreThoseOfTheCost() {
        Row row = new Row("A", "ours", Map.of("n", "9"), false, 2, 0.1, 24, 8_000, 4_000, 1);
        assertThat(row.gigabytes()).isEqualTo(4);
        assertThat(row.gigaflops()).isEqualTo(2);
        assertThat(row.line(new Peaks(8, 16), 4).split(" +"))
                .containsExactly("A.ours", "9", "2.0000", "5", "%", "0.50", "4.00", "25", "%", "2.00", "25", "%", "24");
        assertThat(row.line(new Peaks(8, 16), Double.NaN)).doesNotContain("0.50");
    }

    @Test
    void plainLoopsComputeWhatKernelsDo() {
        float[] a = new Numbers().normal(30);
        Tensor x = Tensor.of(a).reshape(5, 6);
        assertClose(PlainLoops.add(a, a), x.add(x));
        assertClose(PlainLoops.sigmoid(a), x.sigmoid());
        assertClose(PlainLoops.rowSums(a, 6), x.sum(1));
        assertClose(PlainLoops.columnSums(a, 6), x.sum(0));
        assertClose(new float[] {PlainLoops.sum(a)}, x.sum());
    }

    /** Sums of 30 numbers below 4 in float32. */
    private static void assertClose(float[] expected, Tensor actual) {
        Tensor flat = actual.reshape(-1);
        assertThat(flat.numel()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(flat.select(0, i).item()).isCloseTo(expected[i], within(30 * 30 * 4 * 0x1p-24));
        }
    }

    private Microbenchmarks benchmarks(Effort effort) {
        return new Microbenchmarks(
                effort, folder.resolve("jmh.log"), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
