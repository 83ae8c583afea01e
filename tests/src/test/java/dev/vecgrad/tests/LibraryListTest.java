package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code docs/LAYERS.md} is what the packages hold; {@code -Dvecgrad.docs.write=true} writes it. */
class LibraryListTest {
    @Test
    void thePageIsUpToDate() throws IOException {
        Path page = root().resolve("docs/LAYERS.md");
        String text = new LibraryList(root().resolve("runtime/src/main/java/dev/vecgrad")).page();
        if (Boolean.getBoolean("vecgrad.docs.write")) {
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page, UTF_8) : "")
                .as("%s; -Dvecgrad.docs.write=true with this test writes it anew", page)
                .isEqualTo(text);
    }

    @Test
    void whatIsHereAndWhatIsMissing() throws IOException {
        assertThat(new LibraryList(root().resolve("runtime/src/main/java/dev/vecgrad")).page())
                .contains(
                        "| Linear | `Linear` |", "| Adam | `Adam` |", "| eye_ | `Init.eye_` |", "| StepLR | `StepLR` |")
                .contains("| CTCLoss | missing |  |");
    }

    @Test
    void sentencesEndAtTheirPoint() {
        assertThat(LibraryList.firstSentence("\n * A {@link Foo#bar(int)} of {@code x}. More.\n"))
                .isEqualTo("A bar of `x`.");
        assertThat(LibraryList.firstSentence(" Numbers of 1.5 and more. Et al. 2015. "))
                .isEqualTo("Numbers of 1.5 and more.");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the project's folder");
        }
        return folder;
    }
}
