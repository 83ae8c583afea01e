package dev.vecgrad.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that runs a class of this module in another JVM with this one's flags and paths. */
final class JavaCommand {
    private static final List<String> INHERITED = List.of("--enable-native-access", "--add-modules", "-XX:", "-Xlog:");

    private JavaCommand() {}

    /** {@return the path of this JVM's launcher} */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** {@return the flags of this JVM that the other gets} */
    static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(JavaCommand::isInherited)
                .toList();
    }

    /** {@return the command that runs a main class with these arguments} */
    static List<String> of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(flags());
        @Nullable String modulePath = System.getProperty("jdk.module.path");
        @Nullable String module = main.getModule().getName();
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        if (modulePath == null || module == null) {
            command.add(main.getName());
        } else {
            command.addAll(List.of("-p", modulePath, "-m", module + "/" + main.getName()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** What vecgrad needs and how the JVM works; not its agents. */
    private static boolean isInherited(String flag) {
        return INHERITED.stream().anyMatch(flag::startsWith);
    }
}
