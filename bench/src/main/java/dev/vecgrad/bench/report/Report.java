package dev.vecgrad.bench.report;

import dev.vecgrad.bench.Comparison;
import dev.vecgrad.bench.Engine;
import dev.vecgrad.bench.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a run measured.
 *
 * @param results of all engines
 * @param remarks versions of peers; what could not be measured, and why
 * @param machine where
 */
public record Report(List<Result> results, List<String> remarks, Machine machine) {
    private static final String TITLE = "vecgrad beside its peers";
    private static final String METHOD =
            "Times are medians of one step in microseconds; ± is how far another run may lie from this one by chance, from the distance of three turns"
                    + " and the spread within them. A ratio is our time over a peer's: below 1 we are faster. All engines work on the same numbers"
                    + " and were measured in turns. Of each peer its best setting counts. ≠ marks a peer whose loss after twenty steps differs by"
                    + " more than a thousandth.";

    /**
     * Writes the page, which needs no other file, and the same as Markdown beside it.
     *
     * @param page a file whose name ends in {@code .html}
     */
    public void write(Path page) throws IOException {
        Files.writeString(page, html());
        Files.writeString(markdownBeside(page), markdown());
    }

    /** {@return where the Markdown goes} */
    public static Path markdownBeside(Path page) {
        return page.resolveSibling(page.getFileName().toString().replaceAll("\\.html?$", "") + ".md");
    }

    /** {@return the report as Markdown} */
    public String markdown() {
        List<Comparison> comparisons = Comparison.of(results);
        StringBuilder text = new StringBuilder("# " + TITLE + "\n\n" + METHOD + "\n\n");
        text.append(RatioTable.of(comparisons).markdown());
        remarks.forEach(line -> text.append("\n- ").append(line));
        Table threads = Scaling.threads(comparisons);
        if (!threads.rows().isEmpty()) {
            text.append("\n\n## Threads\n\nTimes with one thread over times with more.\n\n")
                    .append(threads.markdown());
        }
        text.append("\n\n## Machine\n\n").append(facts().markdown());
        return text.toString();
    }

    private Table facts() {
        return new Table(
                List.of("what", "is"),
                machine.facts().entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
    }

    private String html() throws IOException {
        List<Comparison> comparisons = Comparison.of(results);
        StringBuilder text = new StringBuilder();
        text.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>")
                .append(TITLE)
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style></head>\n<body><main>\n");
        section(text, "h1", TITLE, "<p>" + Html.escape(METHOD) + "</p>\n");
        section(text, "h2", "Beside the fastest peer", "<div class=\"wide\">" + RatioBars.of(comparisons) + "</div>");
        section(text, "h2", "All ratios", RatioTable.of(comparisons).html() + missing());
        String sizes = Scaling.drawings(comparisons);
        if (!sizes.isEmpty()) {
            String legend = "<p><b class=\"ours\">vecgrad</b> and <b class=\"theirs\">the fastest peer</b>.</p>";
            section(text, "h2", "Over the size of the work", legend + sizes);
        }
        Table threads = Scaling.threads(comparisons);
        if (!threads.rows().isEmpty()) {
            String what = "<p>Times with one thread over times with more.</p>";
            section(text, "h2", "Over threads", what + threads.html());
        }
        machine.peaks()
                .forEach((count, peaks) -> section(
                        text,
                        "h2",
                        "Roofline, threads: " + count,
                        "<div class=\"wide\">" + Roofline.of(ours(count), peaks) + "</div>"));
        section(text, "h2", "Machine", facts().html());
        return text.append("</main></body></html>\n").toString();
    }

    private List<Result> ours(int threads) {
        return results.stream()
                .filter(r -> r.label().engine().equals(Engine.VECGRAD.toString())
                        && r.label().threads() == threads)
                .toList();
    }

    private String missing() {
        StringBuilder text = new StringBuilder("<ul>");
        remarks.forEach(line -> text.append("<li>").append(Html.escape(line)).append("</li>"));
        return text.append("</ul>\n").toString();
    }

    private static void section(StringBuilder text, String tag, String heading, String content) {
        text.append("<")
                .append(tag)
                .append(">")
                .append(Html.escape(heading))
                .append("</")
                .append(tag)
                .append(">\n")
                .append(content);
    }

    private static String style() throws IOException {
        try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
