package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process does not load on the way to its first gradient: each of these takes tens of milliseconds. */
class FirstGradientTest {
    private static final String LOGGING = "java.util.logging.LogManager";
    private static final String LINKED_FUNCTION = "jdk.internal.foreign.abi.DowncallLinker";

    @Test
    void noLoggerIsMadeAndNoFunctionOfCIsLinked() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaCommand.of(FirstGradient.class));
        command.add(1, "-Xlog:class+load");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(loaded)
                .contains("dev.vecgrad.core.Engine source:", "tensor([2., 4., 6.])")
                .doesNotContain(LOGGING + " ", LINKED_FUNCTION + " ");
    }
}
