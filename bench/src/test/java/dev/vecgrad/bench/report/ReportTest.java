package dev.vecgrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.bench.Label;
import dev.vecgrad.bench.Outcome;
import dev.vecgrad.bench.Result;
import dev.vecgrad.bench.Timing;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Machine MACHINE =
            new Machine(Map.of("flags", "-Da=\"<b>\" & more"), Map.of(1, new Peaks(100, 20), 2, new Peaks(200, 30)));

    @TempDir
    private Path folder;

    @Test
    void ratiosAreOurTimeOverThePeersAndOtherWorkIsMarked() {
        assertThat(report().markdown())
                .contains("| workload | threads | vecgrad | us | / jax compiled | / torch eager |")
                .contains("| mlp_sgd_step/32 | 1 | eager | 100.0 ±10 % | 0.50 ≠ | 2.00 |")
                .contains("| mlp_sgd_step/32 | 1 | compiled | 50.00 ±10 % | 0.25 ≠ | 1.00 |")
                .contains("| add/100 | 1 | eager | 1.000 ±10 % |  | 0.25 |")
                .contains("- tensorflow: not run: absent")
                .contains("| add/100 | eager | 2 | 2.00 | 0.50 |");
    }

    @Test
    void thePageIsWholeAndEscaped() throws Exception {
        Path page = folder.resolve("report.html");
        report().write(page);
        String html = Files.readString(page);
        assertThat(html).contains("-Da=&quot;&lt;b&gt;&quot; &amp; more").doesNotContain("http:", "src=", "href=");
        assertThat(html.split("<svg", -1)).hasSize(1 + 1 + 1 + 2);
        String drawing = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(drawing)));
        assertThat(folder.resolve("report.md")).exists();
    }

    @Test
    void aPageOfOneSizeAndOneNumberOfThreadsHasNoEmptyParts() throws IOException {
        Path page = folder.resolve("small.html");
        new Report(List.of(result("vecgrad", "eager", 1, "add/100", 1, 1)), List.of(), MACHINE).write(page);
        assertThat(Files.readString(page))
                .doesNotContain("Over threads", "Over the size")
                .contains("Roofline");
        assertThat(Files.readString(folder.resolve("small.md"))).doesNotContain("## Threads");
    }

    @Test
    void textsOfADrawingDoNotLieOnEachOther() {
        Labels labels = new Labels();
        assertThat(labels.place(10, 50, "first")).isEqualTo(50);
        assertThat(labels.place(20, 55, "second")).isEqualTo(61);
        assertThat(labels.place(20, 50, "third")).isEqualTo(72);
        assertThat(labels.place(200, 50, "elsewhere")).isEqualTo(50);
    }

    @Test
    void costsOfProductsAndNetworks() {
        assertThat(Cost.of("matmul/800x10x1")).contains(new Cost(16_000, 4 * (8000 + 10 + 800)));
        assertThat(Cost.of("add/100")).contains(new Cost(100, 1200));
        assertThat(Cost.of("logreg_step/800x10")).contains(new Cost(2 * 2 * 800 * 10, 4 * (8000 + 6 * 11)));
        assertThat(Cost.of("gelu/100")).isEmpty();
        assertThat(Cost.of("startup")).isEmpty();
    }

    @Test
    void theMachineIsMeasured() throws IOException {
        Peaks peaks = Peaks.measure(1);
        assertThat(peaks.gflops()).isPositive();
        assertThat(peaks.triad()).isPositive();
        assertThat(Machine.measure(List.of(1), Map.of("command", "bench")).facts())
                .containsKeys("command", "processor", "JVM", "products", "peak, threads: 1");
    }

    private static Report report() {
        List<Result> results = List.of(
                result("vecgrad", "eager", 1, "mlp_sgd_step/32", 100, 1),
                result("vecgrad", "compiled", 1, "mlp_sgd_step/32", 50, 1),
                result("torch", "eager", 1, "mlp_sgd_step/32", 50, 1),
                result("jax", "compiled", 1, "mlp_sgd_step/32", 200, 1.1),
                result("vecgrad", "eager", 1, "add/100", 1, 1),
                result("torch", "eager", 1, "add/100", 4, 1),
                result("vecgrad", "eager", 2, "add/100", 0.5, 1),
                result("torch", "eager", 2, "add/100", 8, 1),
                result("vecgrad", "eager", 1, "add/10000", 3, 1));
        return new Report(results, List.of("tensorflow: not run: absent"), MACHINE);
    }

    private static Result result(String engine, String mode, int threads, String workload, double us, double loss) {
        return new Result(
                new Label(engine, mode, "", threads, "cpu"),
                workload,
                new Timing(us, us * 0.9, us * 1.1, 5, 0.1),
                new Outcome(loss, Double.NaN));
    }
}
