package dev.vecgrad.cli;

import dev.vecgrad.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code vecgrad} command. */
@Command(
        name = "vecgrad",
        description = "Trains models on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
public final class Main implements Runnable {
    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** The line that {@code --version} prints. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"vecgrad " + Version.current()};
        }
    }
}
