package dev.vecgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine in a process of its own, which answers a line {@code WORKLOAD SECONDS} with a line of JSON. It keeps a workload's operands until
 * another one is asked for, so that what it compiles is compiled once.
 */
final class PeerProcess implements Contestant {
    /** Variables that name a processor other than this one to OpenBLAS, which halves its speed. */
    static final List<String> MISLEADING = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private final Label label;
    private final String version;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Path errors;

    /**
     * Starts one and waits until it is ready.
     *
     * @param variables of its environment, beside this process's own
     * @throws PeerException if it ends before it is ready
     */
    PeerProcess(Label label, List<String> command, Map<String, String> variables) throws PeerException {
        this.label = label;
        this.errors = temporary();
        this.process = start(command, variables, errors);
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
        this.version = Objects.requireNonNullElse(Result.field(answer(), "ready"), "");
    }

    private static Path temporary() throws PeerException {
        try {
            return Files.createTempFile("vecgrad-peer", ".err");
        } catch (IOException e) {
            throw new PeerException("cannot be started: " + e.getMessage(), e);
        }
    }

    private static Process start(List<String> command, Map<String, String> variables, Path errors)
            throws PeerException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(MISLEADING);
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PeerException("cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public Label label() {
        return label;
    }

    /** {@return the version of the engine} */
    String version() {
        return version;
    }

    @Override
    public Result measure(String workload, Duration budget) throws PeerException {
        ask(workload + " " + budget.toMillis() / 1e3);
        String answer = answer();
        @Nullable String error = Result.field(answer, "error");
        if (error != null) {
            throw new PeerException(error);
        }
        return Result.fromJson(answer);
    }

    private void ask(String question) throws PeerException {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new PeerException("has ended", e);
        }
    }

    private String answer() throws PeerException {
        try {
            @Nullable String line = answers.readLine();
            while (line != null && !line.startsWith("{")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new PeerException("ended with code " + process.waitFor() + ": " + lastError());
            }
            return line;
        } catch (IOException e) {
            throw new PeerException("cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException("was waited for when this thread was interrupted", e);
        }
    }

    private String lastError() throws IOException {
        List<String> lines = Files.readAllLines(errors).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
