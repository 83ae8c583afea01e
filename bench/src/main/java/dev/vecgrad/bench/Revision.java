package dev.vecgrad.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Which code a run measured, so that a figure can be traced to it. */
public final class Revision {
    private Revision() {}

    /** {@return what {@code git describe} says of a folder: a commit, with {@code -dirty} behind it if files differ from it; else {@code unknown}} */
    public static String of(Path folder) {
        List<String> command =
                List.of("git", "-C", folder.toString(), "describe", "--always", "--abbrev=12", "--dirty");
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !text.isEmpty() ? text : "unknown";
        } catch (IOException _) {
            return "unknown";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
