package dev.vecgrad.viz;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** Draws a chart into memory, with two by two pixels a point, and writes it as PNG. */
final class PngWriter {
    private static final int PIXELS_PER_POINT = 2;

    private PngWriter() {}

    static void write(XYChart chart, int width, int height, Path file) throws IOException {
        BufferedImage image = draw(chart, width, height);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, bytes.toByteArray());
    }

    private static BufferedImage draw(XYChart chart, int width, int height) {
        var image = new BufferedImage(width * PIXELS_PER_POINT, height * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
            chart.paint(graphics, width, height);
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
