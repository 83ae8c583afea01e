package dev.vecgrad.tests.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Writes the file that {@code tests/golden/op_cases.py} asks for, which runs this class with these properties. */
class CaseFileTest {
    /** The file; the table's own sizes if there is no seed. */
    private static final String FILE = "vecgrad.cases.file";

    private static final String SEED = "vecgrad.cases.seed";
    private static final int ROUNDS = Integer.getInteger("vecgrad.cases.rounds", 10);
    private static final int MOST = Integer.getInteger("vecgrad.cases.most", 24);

    /** Of the golden files. */
    private static final long GOLDEN_SEED = 3;

    @TempDir
    Path folder;

    @Test
    void aLineForEveryPartOfACase() throws IOException {
        Path file = folder.resolve("cases");
        try (CaseFile cases = new CaseFile(file)) {
            cases.writeTable(GOLDEN_SEED);
        }
        assertThat(Files.readAllLines(file))
                .contains("case products/matmul.4", "expression a.matmul(b)")
                .anyMatch(line -> line.startsWith("in 1 float64 3x4 = "))
                .anyMatch(line -> line.startsWith("out 0 float64 2x4 = "))
                .anyMatch(line -> line.startsWith("second 1 float64 3x4 = "));
    }

    @Test
    @EnabledIfSystemProperty(named = FILE, matches = ".+")
    void written() throws IOException {
        Path file = Path.of(System.getProperty(FILE));
        Long seed = Long.getLong(SEED);
        try (CaseFile cases = new CaseFile(file)) {
            if (seed == null) {
                cases.writeTable(GOLDEN_SEED);
            } else {
                cases.writeResized(seed, ROUNDS, MOST);
            }
        }
        assertThat(file).isNotEmptyFile();
    }
}
