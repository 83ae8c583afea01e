package dev.vecgrad.bench.report;

import java.util.Locale;

/** A drawing in a page, whose colours are classes of the page's style sheet. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** An empty drawing; {@code label} says what it shows. */
    Svg(double width, double height, String label) {
        text.append("<svg viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
        text.append("\" role=\"img\" aria-label=\"").append(Html.escape(label)).append("\">\n");
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        begin("line", style);
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        text.append("/>\n");
    }

    void bar(String style, double x, double y, double width, double height, String tip) {
        begin("rect", style);
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        end("rect", tip);
    }

    void dot(String style, double x, double y, String tip) {
        begin("circle", style);
        attribute("cx", x).attribute("cy", y).attribute("r", 4);
        end("circle", tip);
    }

    /** Text that begins, is centred or ends at a place. */
    void text(String style, double x, double y, String words) {
        begin("text", style);
        attribute("x", x).attribute("y", y);
        text.append('>').append(Html.escape(words)).append("</text>\n");
    }

    private void begin(String element, String style) {
        text.append('<').append(element).append(" class=\"").append(style).append('"');
    }

    private Svg attribute(String name, double value) {
        text.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    private void end(String element, String tip) {
        text.append("><title>")
                .append(Html.escape(tip))
                .append("</title></")
                .append(element)
                .append(">\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
