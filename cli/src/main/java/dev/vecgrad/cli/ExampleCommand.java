package dev.vecgrad.cli;

import dev.vecgrad.examples.Example;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vecgrad example}. */
@Command(
        name = "example",
        description = "Lists the example programs, or runs one.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class ExampleCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "the example to run (default: list them)")
    @Nullable
    private String name;

    @Override
    public Integer call() {
        if (name == null) {
            PrintWriter out = commandSpec().commandLine().getOut();
            Example.all().forEach(example -> out.printf("%-20s %s%n", example.name(), example.summary()));
        } else {
            find(name).run(new PrintStream(System.out, true));
        }
        return 0;
    }

    private Example find(String wanted) {
        return Example.all().stream()
                .filter(example -> example.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        commandSpec().commandLine(),
                        "no example is called '" + wanted + "': there is "
                                + Example.all().stream().map(Example::name).collect(Collectors.joining(", "))));
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
