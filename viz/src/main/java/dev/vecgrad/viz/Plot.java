package dev.vecgrad.viz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Curves and clouds of points over two axes, drawn into a PNG file. Every method but {@link #save} adds to the plot and
 * returns it.
 *
 * {@snippet :
 * Plot.titled("Loss").xLabel("epoch").yLabel("loss")
 *     .overEpochs("train", trainLosses)
 *     .overEpochs("test", testLosses)
 *     .save(Path.of("loss.png"));
 * }
 *
 * <p>NaN and infinite numbers are left out: a curve has a gap there.
 */
public final class Plot {
    private final String title;
    private final List<Series> series = new ArrayList<>();
    private String xLabel = "";
    private String yLabel = "";
    private boolean wholeX;
    private int width = 800;
    private int height = 500;

    private Plot(String title) {
        this.title = title;
    }

    /** What is drawn of one name and in one colour. */
    record Series(String name, double[] x, double[] y, boolean isLine) {
        Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException("plot: '" + name + "' has " + x.length + " x values, but " + y.length
                        + " y values: both need the same number");
            }
        }
    }

    /** {@return an empty plot with this title} */
    public static Plot titled(String title) {
        return new Plot(title);
    }

    /** Names the horizontal axis. */
    public Plot xLabel(String label) {
        xLabel = label;
        return this;
    }

    /** Names the vertical axis. */
    public Plot yLabel(String label) {
        yLabel = label;
        return this;
    }

    /** Sets the size in points; a point is two by two pixels of the file. Default 800 x 500. */
    public Plot size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    /** Adds a curve through points in the order given. */
    public Plot line(String name, double[] x, double[] y) {
        return add(new Series(name, x.clone(), y.clone(), true));
    }

    /** Adds a curve with a number an epoch, the first one being epoch 1; the horizontal axis counts epochs in whole numbers. */
    public Plot overEpochs(String name, double[] y) {
        wholeX = true;
        xLabel = xLabel.isEmpty() ? "epoch" : xLabel;
        double[] epochs = IntStream.rangeClosed(1, y.length).asDoubleStream().toArray();
        return line(name, epochs, y);
    }

    /** Adds a cloud of points. */
    public Plot points(String name, double[] x, double[] y) {
        return add(new Series(name, x.clone(), y.clone(), false));
    }

    /**
     * Adds a cloud of points for each class, each in its colour.
     *
     * @param labels the class of each point, an index into classNames
     */
    public Plot classes(double[] x, double[] y, int[] labels, List<String> classNames) {
        for (int c = 0; c < classNames.size(); c++) {
            int label = c;
            int[] members = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            points(classNames.get(c), pick(x, members), pick(y, members));
        }
        return this;
    }

    /**
     * Draws the plot into a PNG file, which is replaced if it is there; missing folders are made.
     *
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        PngWriter.write(ChartMaker.chart(this), width, height, file);
    }

    String title() {
        return title;
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    boolean hasWholeX() {
        return wholeX;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    List<Series> series() {
        return series;
    }

    private Plot add(Series added) {
        if (series.stream().anyMatch(other -> other.name.equals(added.name))) {
            throw new IllegalArgumentException("plot: there is already a '" + added.name + "' in '" + title + "'");
        }
        series.add(added);
        return this;
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
