package dev.vecgrad;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What PyTorch prints for a tensor, with {@code dtype=float64} in place of {@code dtype=torch.float64}.
 *
 * <p>Elements have four digits and one width; scientific form if the largest is over 1000 times the smallest, or over 1e8, or
 * the smallest below 1e-4; lines break at 80 columns; of more than 1000 elements the edges are printed. Only printed elements
 * are asked for.
 */
final class TensorText {
    private static final int LINE_WIDTH = 80;
    private static final String PREFIX = "tensor(";

    private final Shape shape;
    private final DType dtype;
    private final TextElements elements;
    private final TextExcerpt excerpt;

    TensorText(Shape shape, DType dtype, TextElements elements) {
        this.shape = shape;
        this.dtype = dtype;
        this.elements = elements;
        this.excerpt = new TextExcerpt(shape);
    }

    /**
     * {@return the text}
     *
     * @param device the device's name, null for the processor
     * @param autograd {@code requires_grad=True} or {@code grad_fn=<...>}, null for neither
     */
    String text(@Nullable String device, @Nullable String autograd) {
        List<String> suffixes = new ArrayList<>();
        if (device != null) {
            suffixes.add("device='" + device + "'");
        }
        if (shape.numel() == 0 && shape.rank() != 1) {
            suffixes.add("size=" + sizes());
        }
        if (!isDefaultDType()) {
            suffixes.add("dtype=" + dtype);
        }
        if (autograd != null) {
            suffixes.add(autograd);
        }
        return withSuffixes(PREFIX + elementsText(), suffixes);
    }

    private String elementsText() {
        return shape.numel() == 0 ? "[]" : nested(new ElementFormat(dtype, elements, excerpt), 0, 0);
    }

    private boolean isDefaultDType() {
        return switch (dtype) {
            case FLOAT32 -> true;
            case INT64, BOOL -> shape.numel() != 0;
            case INT32, FLOAT64 -> false;
        };
    }

    /** Sizes as Python writes a tuple. */
    private String sizes() {
        String inner = String.join(
                ", ", LongStream.of(shape.toArray()).mapToObj(Long::toString).toList());
        return "(" + inner + ")";
    }

    private String nested(ElementFormat format, int dim, long base) {
        if (dim == shape.rank()) {
            return format.text(base);
        }
        if (dim == shape.rank() - 1) {
            return vector(format, dim, base);
        }
        List<String> parts = new ArrayList<>();
        for (long i = 0; i < excerpt.shown(dim); i++) {
            if (i == excerpt.leading(dim)) {
                parts.add("...");
            }
            parts.add(nested(format, dim + 1, base + excerpt.position(dim, i) * excerpt.stride(dim)));
        }
        String separator = "," + "\n".repeat(shape.rank() - dim - 1) + " ".repeat(PREFIX.length() + dim + 1);
        return "[" + String.join(separator, parts) + "]";
    }

    private String vector(ElementFormat format, int dim, long base) {
        List<String> parts = new ArrayList<>();
        for (long i = 0; i < excerpt.shown(dim); i++) {
            if (i == excerpt.leading(dim)) {
                parts.add(" ...");
            }
            parts.add(format.text(base + excerpt.position(dim, i)));
        }
        int indent = PREFIX.length() + dim;
        int perLine = Math.max(1, (LINE_WIDTH - indent) / (format.width() + ", ".length()));
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < parts.size(); start += perLine) {
            lines.add(String.join(", ", parts.subList(start, Math.min(start + perLine, parts.size()))));
        }
        return "[" + String.join(",\n" + " ".repeat(indent + 1), lines) + "]";
    }

    private static String withSuffixes(String text, List<String> suffixes) {
        var out = new StringBuilder(text);
        /* One more than the line has: the closing parenthesis is counted here, as PyTorch does. */
        int lineLength = text.length() - text.lastIndexOf('\n') + 1;
        for (String suffix : suffixes) {
            if (lineLength + suffix.length() + 2 > LINE_WIDTH) {
                out.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
                lineLength = PREFIX.length() + suffix.length();
            } else {
                out.append(", ").append(suffix);
                lineLength += suffix.length() + 2;
            }
        }
        return out.append(')').toString();
    }
}
