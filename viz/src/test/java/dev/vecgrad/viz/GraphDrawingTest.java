package dev.vecgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.nn.Tanh;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphDrawingTest {
    private static final int BLUE = 0xadd8e6;
    private static final int GREEN = 0xcaff70;

    private final Tensor x = Tensor.of(2.0).requiresGrad_(true);
    private final Tensor w = Tensor.ones(5, 3).requiresGrad_(true);

    @TempDir
    Path folder;

    @Test
    void textHasABoxForEachStepAndEdgesFromLeafToOutput() {
        Tensor y = x.mul(w).sum();
        String dot = GraphDrawing.of(y).named("w", w).named("the \"loss\"", y).dot();
        assertThat(dot.lines().map(String::strip))
                .containsSubsequence(
                        "output [label=\"the \\\"loss\\\"\\n()\", fillcolor=\"#caff70\"]",
                        "n0 [label=\"SumBackward0\", fillcolor=\"#f2f2f2\"]",
                        "n1 [label=\"MulBackward0\", fillcolor=\"#f2f2f2\"]",
                        "n2 [label=\"AccumulateGrad\", fillcolor=\"#f2f2f2\"]",
                        "n3 [label=\"AccumulateGrad\", fillcolor=\"#f2f2f2\"]",
                        "leafn2 [label=\"()\", fillcolor=\"#add8e6\"]",
                        "leafn3 [label=\"w\\n(5, 3)\", fillcolor=\"#add8e6\"]",
                        "n0 -> output [weight=50]",
                        "n1 -> n0 [weight=50]",
                        "n2 -> n1 [weight=50]",
                        "n3 -> n1",
                        "leafn2 -> n2 [weight=50]",
                        "leafn3 -> n3");
    }

    @Test
    void anOpThatIsUsedTwiceHasOneBox() {
        Tensor y = x.exp();
        String dot = GraphDrawing.of(y.mul(y)).dot();
        assertThat(dot).containsOnlyOnce("ExpBackward0").containsOnlyOnce("n1 -> n0");
    }

    @Test
    void whatHasNoHistoryIsABoxAlone() {
        String dot = GraphDrawing.of(Tensor.ones(2)).dot();
        assertThat(dot).contains("output [label=\"(2)\"").doesNotContain("->");
    }

    @Test
    void aModuleNamesItsParameters() {
        Sequential model = new Sequential(new Linear(3, 2), new Tanh());
        Tensor loss = model.forward(Tensor.ones(4, 3)).mean();
        loss.backward();
        assertThat(GraphDrawing.of(loss)
                        .named(model)
                        .named(Map.of("loss", loss))
                        .dot())
                .contains("\"0.weight\\n(2, 3)\"", "\"0.bias\\n(2)\"", "\"loss\\n()\"");
    }

    @Test
    void filesAreWrittenByTheirNames() throws IOException {
        GraphDrawing drawing = GraphDrawing.of(x.mul(w).sum()).named("w", w);
        drawing.save(folder.resolve("new/graph.dot"));
        drawing.save(folder.resolve("graph.svg"));
        drawing.byGraphviz().save(folder.resolve("graph.png"));
        assertThat(Files.readString(folder.resolve("new/graph.dot"))).isEqualTo(drawing.dot());
        assertThat(Files.readString(folder.resolve("graph.svg")))
                .contains("<svg", "AccumulateGrad", "(5,&#160;3)", "font-family=\"sans-serif\"", "MulBackward0")
                .doesNotContain("<title");
        assertThatThrownBy(() -> drawing.save(folder.resolve("graph.gif")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name must end in .dot, .svg or .png");
        BufferedImage image = ImageIO.read(folder.resolve("graph.png").toFile());
        assertThat(count(image, BLUE)).isGreaterThan(1000);
        assertThat(count(image, GREEN)).isGreaterThan(500);
    }

    private static long count(BufferedImage image, int colour) {
        return IntStream.range(0, image.getHeight())
                .mapToLong(y -> IntStream.range(0, image.getWidth())
                        .filter(x -> (image.getRGB(x, y) & 0xffffff) == colour)
                        .count())
                .sum();
    }

    /** Layers stand one above the other: the drawing is no wider than for a few of them, whatever their number. */
    @Test
    void aDeepNetStaysNarrow() throws IOException {
        assertThat(width(GraphDrawing.of(deep(60)).svg()))
                .isLessThan(width(GraphDrawing.of(deep(3)).svg()) + 100);
    }

    /** Where dot is not installed it is drawn here, and is as narrow. */
    @Test
    void dotDrawsADeepNetAsNarrow() throws IOException {
        assertThat(width(GraphDrawing.of(deep(60)).byGraphviz().svg()))
                .isLessThan(width(GraphDrawing.of(deep(3)).byGraphviz().svg()) + 100);
    }

    private static Tensor deep(int layers) {
        Sequential[] all = new Sequential[layers];
        for (int i = 0; i < layers; i++) {
            all[i] = new Sequential(new Linear(2, 2), new Tanh());
        }
        return new Sequential(all).forward(Tensor.ones(1, 2)).sum();
    }

    private static double width(String svg) {
        Matcher width = Pattern.compile("<svg[^>]* width=\"([0-9.]+)pt\"").matcher(svg);
        assertThat(width.find()).isTrue();
        return Double.parseDouble(width.group(1));
    }
}
