package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.golden.GoldenFile;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No optimiser and no schedule is without numbers of PyTorch, no optimiser without what it refuses. */
class GoldenCoverageTest {
    @Test
    void everyOptimiserAndScheduleIsCompared() throws IOException {
        assertThat(withoutCases(Optimizer.class, GoldenFile.read("optimizers.txt")))
                .isEmpty();
        assertThat(withoutCases(LRScheduler.class, GoldenFile.read("schedulers.txt")))
                .isEmpty();
        GoldenFile optimizers = GoldenFile.read("optimizers.txt");
        assertThat(classes(Optimizer.class))
                .contains("Adam", "LBFGS")
                .allMatch(name -> optimizers.has(name + " refused lr"));
        assertThat(classes(LRScheduler.class)).contains("StepLR", "OneCycleLR");
    }

    private static List<String> withoutCases(Class<?> kind, GoldenFile golden) throws IOException {
        return classes(kind).stream()
                .filter(name -> golden.names().stream()
                        .filter(entry -> !entry.contains(" refused "))
                        .noneMatch(entry -> entry.split(" ", -1)[0].equals(name)))
                .toList();
    }

    private static List<String> classes(Class<?> kind) throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/vecgrad/optim"))) {
            return sources.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> isConcrete(kind, name))
                    .toList();
        }
    }

    private static boolean isConcrete(Class<?> kind, String name) {
        try {
            Class<?> type = Class.forName(kind.getPackageName() + "." + name);
            return kind.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
