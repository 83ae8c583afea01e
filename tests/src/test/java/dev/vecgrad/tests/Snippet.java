package dev.vecgrad.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Java code that stands in a text.
 *
 * @param source the file it stands in
 * @param line the line it starts at, from 1
 * @param code the code alone
 */
record Snippet(Path source, int line, String code) {
    private static final String START = "{@snippet :";
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /** {@return the snippets in the javadoc of all main sources below a folder} */
    static List<Snippet> inSources(Path root) throws IOException {
        List<Snippet> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Snippet::isMainSource).sorted().toList()) {
                String text = Files.readString(file);
                for (int at = text.indexOf(START); at >= 0; at = text.indexOf(START, at + 1)) {
                    found.add(of(file, text, at, at + START.length(), closing(text, at)));
                }
            }
        }
        return found;
    }

    private static boolean isMainSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/main/java/") && path.endsWith(".java");
    }

    /** {@return where the brace that opens at {@code at} closes} */
    private static int closing(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("a snippet is not closed");
    }

    /** {@return the Java blocks of a page in Markdown} */
    static List<Snippet> inPage(Path page) throws IOException {
        String text = Files.readString(page);
        List<Snippet> found = new ArrayList<>();
        for (Matcher block = JAVA_BLOCK.matcher(text); block.find(); ) {
            found.add(of(page, text, block.start(), block.start(1), block.end(1)));
        }
        return found;
    }

    private static Snippet of(Path source, String text, int at, int start, int end) {
        int line = (int) text.substring(0, at).lines().count();
        String code = text.substring(start, end).replaceAll("(?m)^ *\\* ?", "");
        return new Snippet(source, line, code);
    }

    /** {@return the package of the file it stands in; none for a page} */
    String packageName() throws IOException {
        return Files.readString(source)
                .lines()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length(), line.length() - 1))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return source.getFileName() + ":" + line;
    }
}
