package dev.vecgrad.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Turns a plot into XChart's chart: white ground, light grid, colours that colour-blind people can tell apart. */
final class ChartMaker {
    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color FAINT = new Color(0xe4, 0xe4, 0xe4);
    private static final BasicStroke CURVE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke GRID = new BasicStroke(1f);
    private static final int FEW_POINTS = 25;
    private static final int MANY_POINTS = 2000;

    /* Ten hues, told apart in lightness too; after Okabe and Ito, "Color Universal Design", 2008. */
    private static final int[] COLOURS = {
        0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe6a100, 0x56b4e9, 0x6a3d9a, 0x8c564b, 0x7f7f7f, 0x1b1b1b,
    };

    private ChartMaker() {}

    static XYChart chart(Plot plot) {
        XYChart chart = new XYChartBuilder()
                .width(plot.width())
                .height(plot.height())
                .title(plot.title())
                .xAxisTitle(plot.xLabel())
                .yAxisTitle(plot.yLabel())
                .build();
        style(chart.getStyler(), plot);
        int pointCount =
                plot.series().stream().mapToInt(series -> series.x().length).sum();
        for (int i = 0; i < plot.series().size(); i++) {
            add(chart, plot.series().get(i), COLOURS[i % COLOURS.length], pointCount);
        }
        return chart;
    }

    private static void style(XYStyler styler, Plot plot) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        styler.setBaseFont(font)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 16f))
                .setLegendFont(font)
                .setChartFontColor(INK)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartPadding(16)
                .setChartTitleBoxVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitlePadding(10)
                .setLegendPadding(10);
        styler.setAxisTitleFont(font)
                .setAxisTickLabelsFont(font.deriveFont(12f))
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(FAINT)
                .setPlotGridLinesColor(FAINT)
                .setPlotGridLinesStroke(GRID)
                .setPlotMargin(0)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setXAxisTitleVisible(!plot.xLabel().isEmpty())
                .setYAxisTitleVisible(!plot.yLabel().isEmpty());
        styleLegend(styler, plot);
        if (plot.hasWholeX() && longest(plot) <= FEW_POINTS) {
            styler.setXAxisTickLabelsFormattingFunction(ChartMaker::wholeNumber);
        }
    }

    private static void styleLegend(XYStyler styler, Plot plot) {
        boolean hasLines = plot.series().stream().anyMatch(Plot.Series::isLine);
        styler.setLegendVisible(plot.series().size() > 1)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendLayout(LegendLayout.Vertical)
                .setLegendSeriesLineLength(hasLines ? 24 : 8);
    }

    private static int longest(Plot plot) {
        return plot.series().stream()
                .mapToInt(series -> series.x().length)
                .max()
                .orElse(0);
    }

    private static void add(XYChart chart, Plot.Series series, int colour, int pointCount) {
        int[] drawn = drawnPoints(series);
        if (Arrays.stream(drawn).noneMatch(i -> Double.isFinite(series.y()[i]))) {
            return;
        }
        double[] x = Arrays.stream(drawn).mapToDouble(i -> series.x()[i]).toArray();
        double[] y = Arrays.stream(drawn)
                .mapToDouble(i -> finiteOrNaN(series.y()[i]))
                .toArray();
        if (series.isLine()) {
            drawAsLine(addUnevenly(chart, series.name(), x, y), new Color(colour), x.length);
        } else {
            drawAsPoints(chart.addSeries(series.name(), x, y), colour, pointCount);
            chart.getStyler().setMarkerSize(pointCount > MANY_POINTS ? 5 : 7);
        }
    }

    /* Points with finite coordinates; of a line also those without y, which make its gaps. */
    private static int[] drawnPoints(Plot.Series series) {
        return IntStream.range(0, series.x().length)
                .filter(i -> Double.isFinite(series.x()[i]) && (series.isLine() || Double.isFinite(series.y()[i])))
                .toArray();
    }

    /*
     * XChart puts its ticks on evenly spaced points (1, 9, 17, ...), but on round numbers if the spacing varies: a long
     * line gets a last point without y, half a step back.
     */
    private static XYSeries addUnevenly(XYChart chart, String name, double[] x, double[] y) {
        int n = x.length;
        if (n <= FEW_POINTS) {
            return chart.addSeries(name, x, y);
        }
        double[] unevenX = Arrays.copyOf(x, n + 1);
        unevenX[n] = (x[n - 2] + x[n - 1]) / 2;
        double[] gapY = Arrays.copyOf(y, n + 1);
        gapY[n] = Double.NaN;
        return chart.addSeries(name, unevenX, gapY);
    }

    private static void drawAsLine(XYSeries series, Color colour, int length) {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(colour);
        series.setLineStyle(CURVE);
        series.setMarkerColor(colour);
        series.setMarker(length <= FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    /* The more points, the more they let shine through. */
    private static void drawAsPoints(XYSeries series, int colour, int pointCount) {
        int alpha = pointCount > MANY_POINTS ? 0x60 : 0xa8;
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(new Color(colour | alpha << 24, true));
    }

    private static double finiteOrNaN(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /* Ticks between two epochs stay without a number. */
    private static String wholeNumber(double tick) {
        return tick == Math.rint(tick) ? Long.toString((long) tick) : "";
    }
}
