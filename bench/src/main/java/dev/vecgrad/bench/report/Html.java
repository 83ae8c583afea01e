package dev.vecgrad.bench.report;

/** Text in a page. */
final class Html {
    private Html() {}

    /** {@return text with nothing in it that a page would read as its own} */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
