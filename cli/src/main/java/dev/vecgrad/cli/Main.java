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
        versionProvider = Main.VersionLine.class,
        subcommands = {
            TrainCommand.class,
            PredictCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            ExampleCommand.class,
            ShellCommand.class
        })
public final class Main implements Runnable {
    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(commandLine(), args));
    }

    private static int run(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            return Errors.report(e, command.getErr());
        }
    }

    /** {@return the command with its rule for errors: one line, exit code 2} */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main());
        command.setParameterExceptionHandler((e, _) -> Errors.usage(e));
        command.setExecutionExceptionHandler((e, line, _) -> Errors.report(e, line.getErr()));
        return command;
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
