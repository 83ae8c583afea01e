package dev.vecgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    private static final int BLUE = 0x0072b2;
    private static final int ORANGE = 0xd55e00;
    private static final int GREEN = 0x009e73;

    @TempDir
    Path folder;

    @Test
    void everyCurveIsDrawnInItsColour() throws IOException {
        BufferedImage image = drawn(losses());
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(1000);
        assertThat(count(image, BLUE)).isGreaterThan(1000);
        assertThat(count(image, ORANGE)).isGreaterThan(1000);
        assertThat(count(image, GREEN)).isZero();
    }

    @Test
    void aFallingCurveStartsLeftAboveAndEndsRightBelow() throws IOException {
        BufferedImage image = drawn(Plot.titled("falling").overEpochs("loss", ramp(40)));
        int[] left = rowsOf(image, BLUE, 250, 300);
        int[] right = rowsOf(image, BLUE, 1400, 1450);
        assertThat(Arrays.stream(left).max().orElseThrow())
                .isLessThan(Arrays.stream(right).min().orElseThrow());
    }

    @Test
    void everyClassIsDrawnInItsColour() throws IOException {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {1, 3, 2, 5, 4, 6};
        BufferedImage two = drawn(Plot.titled("two").classes(x, y, new int[] {0, 1, 0, 1, 0, 1}, List.of("a", "b")));
        assertThat(countNear(two, BLUE)).isPositive();
        assertThat(countNear(two, ORANGE)).isPositive();
        assertThat(countNear(two, GREEN)).isZero();
        BufferedImage three =
                drawn(Plot.titled("two").classes(x, y, new int[] {0, 1, 2, 0, 1, 2}, List.of("a", "b", "c")));
        assertThat(countNear(three, GREEN)).isPositive();
    }

    @Test
    void numbersThatAreNotFiniteLeaveAGap() throws IOException {
        double[] whole = ramp(100);
        double[] holes = whole.clone();
        Arrays.fill(holes, 30, 60, Double.NaN);
        holes[70] = Double.POSITIVE_INFINITY;
        int wholeCount = count(drawn(Plot.titled("whole").overEpochs("loss", whole)), BLUE);
        int holesCount = count(drawn(Plot.titled("holes").overEpochs("loss", holes)), BLUE);
        assertThat(holesCount).isPositive().isLessThan(wholeCount * 4 / 5);
    }

    @Test
    void plotsWithoutAnyNumberAreDrawnEmpty() throws IOException {
        double[] nothing = {Double.NaN, Double.POSITIVE_INFINITY};
        assertThat(count(drawn(Plot.titled("diverged").overEpochs("loss", nothing)), BLUE))
                .isZero();
        assertThat(count(drawn(Plot.titled("empty")), BLUE)).isZero();
        assertThat(count(drawn(Plot.titled("no epochs").overEpochs("loss", new double[0])), BLUE))
                .isZero();
        assertThat(count(drawn(Plot.titled("one point").overEpochs("loss", new double[] {3})), BLUE))
                .isPositive();
    }

    @Test
    void missingFoldersAreMadeAndAFileIsReplaced() throws IOException {
        Path file = folder.resolve("a/b/plot.png");
        Plot plot = losses().size(300, 200);
        plot.save(file);
        byte[] first = Files.readAllBytes(file);
        plot.save(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(600);
    }

    @Test
    void whatCannotBeDrawnIsAnError() throws IOException {
        assertThatThrownBy(() -> Plot.titled("t").line("a", new double[2], new double[3]))
                .hasMessageContaining("'a' has 2 x values, but 3 y values");
        assertThatThrownBy(() -> losses().overEpochs("train", new double[2]))
                .hasMessageContaining("there is already a 'train'");
        Path taken = Files.createDirectory(folder.resolve("taken.png"));
        assertThatThrownBy(() -> losses().save(taken)).isInstanceOf(IOException.class);
    }

    private static Plot losses() {
        return Plot.titled("Loss")
                .xLabel("epoch")
                .yLabel("loss")
                .overEpochs("train", new double[] {2.3, 1.1, 0.7, 0.5})
                .overEpochs("test", new double[] {2.4, 1.3, 0.9, 0.8});
    }

    /* From 1 down to 0. */
    private static double[] ramp(int n) {
        return IntStream.range(0, n).mapToDouble(i -> 1 - i / (n - 1.0)).toArray();
    }

    private BufferedImage drawn(Plot plot) throws IOException {
        Path file = folder.resolve("plot.png");
        plot.save(file);
        return ImageIO.read(file.toFile());
    }

    private static int count(BufferedImage image, int colour) {
        return (int) pixels(image).filter(pixel -> pixel == colour).count();
    }

    /* Of points, which let white shine through. */
    private static long countNear(BufferedImage image, int colour) {
        float hue = hsb(colour)[0];
        return pixels(image)
                .filter(pixel -> hsb(pixel)[1] > 0.4 && Math.abs(hsb(pixel)[0] - hue) < 0.01)
                .count();
    }

    private static float[] hsb(int colour) {
        return Color.RGBtoHSB(colour >> 16 & 255, colour >> 8 & 255, colour & 255, null);
    }

    private static int[] rowsOf(BufferedImage image, int colour, int fromColumn, int toColumn) {
        return IntStream.range(0, image.getHeight())
                .filter(row -> IntStream.range(fromColumn, toColumn)
                        .anyMatch(column -> (image.getRGB(column, row) & 0xffffff) == colour))
                .toArray();
    }

    private static IntStream pixels(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .map(pixel -> pixel & 0xffffff);
    }
}
