package dev.vecgrad.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of texts under a heading, the first column of words and the others of figures.
 *
 * @param heading of the columns
 * @param rows each as long as the heading
 */
record Table(List<String> heading, List<List<String>> rows) {
    /** {@return the table as Markdown} */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(line(heading));
        lines.add("|---|" + "---:|".repeat(heading.size() - 1));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ", cells.stream().map(c -> c.replace("|", "\\|")).toList()) + " |";
    }

    /** {@return the table as a part of a page, which scrolls sideways where it is too wide} */
    String html() {
        StringBuilder text = new StringBuilder("<div class=\"wide\"><table>\n<thead>");
        row(text, heading, "th");
        text.append("</thead>\n<tbody>\n");
        rows.forEach(row -> row(text, row, "td"));
        return text.append("</tbody></table></div>\n").toString();
    }

    private static void row(StringBuilder text, List<String> cells, String tag) {
        text.append("<tr>");
        for (String cell : cells) {
            text.append('<').append(tag).append('>').append(Html.escape(cell));
            text.append("</").append(tag).append('>');
        }
        text.append("</tr>\n");
    }
}
