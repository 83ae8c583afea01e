package dev.vecgrad;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;

/**
 * What NumPy prints for an array ({@code str(array)} with default options): no commas, as few digits as tell the numbers
 * apart but at most eight after the point, columns aligned, lines of 75 columns, edges of more than 1000 elements.
 */
final class NumpyText {
    private static final int LINE_WIDTH = 75;

    private final Shape shape;
    private final TextExcerpt excerpt;
    private final NumpyFormat format;

    private NumpyText(Shape shape, DType dtype, TextElements elements) {
        this.shape = shape;
        this.excerpt = new TextExcerpt(shape);
        this.format = new NumpyFormat(dtype, elements, excerpt);
    }

    /** {@return the text; of a tensor without dims that of the number} */
    static String of(Shape shape, DType dtype, TextElements elements) {
        if (shape.rank() == 0) {
            return dtype.isFloatingPoint()
                    ? ShortestDecimal.scalarText(elements.real(0), dtype)
                    : elements.discrete(dtype, 0);
        }
        return shape.numel() == 0 ? "[]" : new NumpyText(shape, dtype, elements).nested(0, 0);
    }

    private String nested(int dim, long base) {
        if (dim == shape.rank()) {
            return format.text(base);
        }
        String inner = dim == shape.rank() - 1 ? vector(dim, base) : rows(dim, base);
        return "[" + inner + "]";
    }

    private String rows(int dim, long base) {
        var out = new StringBuilder();
        String separator = "\n".repeat(shape.rank() - dim - 1) + " ".repeat(dim + 1);
        for (long i = 0; i < excerpt.shown(dim); i++) {
            if (i > 0) {
                out.append(separator);
            }
            if (i == excerpt.leading(dim)) {
                out.append("...").append(separator);
            }
            out.append(nested(dim + 1, base + excerpt.position(dim, i) * excerpt.stride(dim)));
        }
        return out.toString();
    }

    private String vector(int dim, long base) {
        var line = new Line(dim + 1, LINE_WIDTH - dim);
        long last = excerpt.shown(dim) - 1;
        for (long i = 0; i <= last; i++) {
            if (i == excerpt.leading(dim)) {
                line.add("...");
                line.space();
            }
            line.add(format.text(base + excerpt.position(dim, i)));
            if (i < last) {
                line.space();
            }
        }
        return line.finished();
    }

    /** Words put on lines of a width, each line indented as the bracket asks; a closing bracket must fit too. */
    private static final class Line {
        private final String indent;
        private final int width;
        private final StringBuilder done = new StringBuilder();
        private StringBuilder line;

        Line(int indent, int width) {
            this.indent = " ".repeat(indent);
            this.width = width - 1;
            this.line = new StringBuilder(this.indent);
        }

        void add(String word) {
            if (line.length() + word.length() > width && line.length() > indent.length()) {
                done.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(word);
        }

        void space() {
            line.append(' ');
        }

        String finished() {
            return done.append(line).substring(indent.length());
        }
    }
}
