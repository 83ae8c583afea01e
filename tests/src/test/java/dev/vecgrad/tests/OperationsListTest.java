package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code docs/OPERATIONS.md} is what the declarations and the table of cases say; {@code -Dvecgrad.docs.write=true} writes it. */
class OperationsListTest {
    @Test
    void thePageIsUpToDate() throws IOException {
        Path page = root().resolve("docs/OPERATIONS.md");
        String text = OperationsList.page();
        if (Boolean.getBoolean("vecgrad.docs.write")) {
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page, UTF_8) : "")
                .as("%s; -Dvecgrad.docs.write=true with this test writes it anew", page)
                .isEqualTo(text);
    }

    @Test
    void namesInJavasCase() {
        assertThat(OperationsList.camelCase("index_add_")).isEqualTo("indexAdd_");
        assertThat(OperationsList.camelCase("logsumexp")).isEqualTo("logsumexp");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the project's folder");
        }
        return folder;
    }
}
