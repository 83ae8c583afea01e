package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lines of counts with their names, as a program prints them. */
final class CountLines {
    private static final Pattern NUMBER = Pattern.compile("([a-z ]+) ([0-9]+)");

    private CountLines() {}

    /**
     * {@return what a program writes in a JVM with one option more} OpenBLAS takes the same kernels on all machines: which products are packed, and so what they
     * move, depends on these.
     */
    static Stream<String> of(String option, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.of(main, arguments));
        command.add(1, option);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OPENBLAS_CORETYPE", "Haswell");
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
    }

    /** {@return the counts of a line by their names} */
    static Map<String, Long> numbers(String line) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String part : line.split(", ", -1)) {
            Matcher matcher = NUMBER.matcher(part);
            assertThat(matcher.matches()).as(part).isTrue();
            numbers.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return numbers;
    }
}
