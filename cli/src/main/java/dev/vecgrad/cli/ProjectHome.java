package dev.vecgrad.cli;

import java.nio.file.Path;

/** The project's folder, which {@code bin/vecgrad} tells. */
final class ProjectHome {
    private ProjectHome() {}

    /**
     * {@return the folder}
     *
     * @param user what needs it, for the message
     * @throws IllegalArgumentException if the command was started in another way
     */
    static Path neededBy(String user) {
        String home = System.getProperty("vecgrad.home");
        if (home == null) {
            throw new IllegalArgumentException(user + " needs the project's folder: start it by bin/vecgrad");
        }
        return Path.of(home);
    }
}
