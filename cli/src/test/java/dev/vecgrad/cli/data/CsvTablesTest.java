package dev.vecgrad.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
    @TempDir
    Path folder;

    @Test
    void textTargetsBecomeClassesInAlphabeticalOrder() throws IOException {
        TrainingTable table = train("a,kind,b\n1,dog,2\n3.5,cat,-4e2\n0,dog,.5\n", "kind");
        assertThat(table.featureNames()).containsExactly("a", "b");
        assertThat(table.classNames()).containsExactly("cat", "dog");
        assertThat(table.samples().x()).isDeepEqualTo(new double[][] {{1, 2}, {3.5, -400}, {0, 0.5}});
        assertThat(table.samples().y()).containsExactly(1, 0, 1);
    }

    @Test
    void numericTargetsAreOrderedAsNumbersAndEqualOnesAreOneClass() throws IOException {
        TrainingTable table = train("x,y\n1,10\n2,9\n3,9.0\n4,-1\n5,10\n6,-1\n7,0.5\n8,0.50\n9,-0\n9,0\n", "y");
        assertThat(table.classNames()).containsExactly("-1", "0", "0.5", "9", "10");
        assertThat(table.samples().y()).containsExactly(4, 3, 3, 0, 4, 0, 2, 2, 1, 1);
    }

    @Test
    void quotesSpacesEmptyLinesAndAByteOrderMarkAreRead() throws IOException {
        TrainingTable table = train("\uFEFF\"a, b\" , y\r\n\r\n 1 ,\"x\"\"1\"\r\n2, z \r\n", "y");
        assertThat(table.featureNames()).containsExactly("a, b");
        assertThat(table.classNames()).containsExactly("x\"1", "z");
    }

    @Test
    void predictionMatchesColumnsByNameAndNeedsNoTarget() throws IOException {
        FeatureTable table = FeatureTable.read(file("note,b,a\nhello,2,1\n,4,3\n"), List.of("a", "b"));
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(table.x()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }

    @Test
    void aCellThatIsNoFiniteNumberIsNamedByRowLineAndColumn() throws IOException {
        assertFails("a,y\n1,p\n\n2,q\nabc,p\n", "row 3 (line 5), column 'a': 'abc' is not a number");
        assertFails("a,y\n1,p\n,q\n", "row 2 (line 3), column 'a': the cell is empty");
        assertFails("a,y\n1,p\n2, \n", "row 2 (line 3), column 'y': the cell is empty");
        for (String cell : List.of("NaN", "nan", "-inf", "Infinity", "1e999")) {
            assertFails("a,y\n" + cell + ",p\n", "row 1 (line 2), column 'a': '" + cell + "' is not a finite number");
        }
        for (String cell : List.of("1d", "0x1p3", "1 2", "1.2.3", "--1", "e5", ".", "1e")) {
            assertFails("a,y\n" + cell + ",p\n", "row 1 (line 2), column 'a': '" + cell + "' is not a number");
        }
        assertFails("a,y\n1,NaN\n2,1\n", "row 1 (line 2), column 'y': 'NaN' is not a finite number");
        assertFails("a,y\n1,p\n2,nan\n", "row 2 (line 3), column 'y': 'nan' is not a finite number");
    }

    @Test
    void aRaggedRowIsNamed() throws IOException {
        assertFails("a,b,y\n1,2,p\n3,q\n", "row 2 (line 3): the header names 3 columns, but this row has 2 cells");
        assertFails("a,b,y\n1,2,p,4\n", "row 1 (line 2): the header names 3 columns, but this row has 4 cells");
    }

    @Test
    void headersAreChecked() throws IOException {
        assertFails("", "the file is empty: a line with the names of the columns is needed");
        assertFails("\n\n", "the file is empty");
        assertFails("a,y\n", "there are no rows below the header");
        assertFails("a,a,y\n1,2,p\n", "the header names column 'a' twice");
        assertFails("a,,y\n1,2,p\n", "column 2 has no name in the header");
        assertFails("a,b\n1,2\n", "there is no column 'y': the columns are a, b");
        assertFails("y\np\nq\n", "'y' is the only column");
        assertThatThrownBy(() -> FeatureTable.read(file("a,b\n1,2\n"), List.of("a", "c")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no column 'c': the columns are a, b");
    }

    @Test
    void messagesAreOneShortLineWhateverTheFileSays() throws IOException {
        assertFails("a,y\n\"1\n2\",p\n", "row 1 (line 2), column 'a': '1 2' is not a number");
        assertFails(
                "a,y\n" + "x".repeat(1000) + ",p\n",
                "row 1 (line 2), column 'a': '" + "x".repeat(60) + "...' is not a");
        String header = IntStream.range(0, 500).mapToObj(j -> "c" + j).collect(Collectors.joining(","));
        String first = IntStream.range(0, 20).mapToObj(j -> "c" + j).collect(Collectors.joining(", "));
        assertFails(
                header + "\n" + "1,".repeat(499) + "1\n",
                "there is no column 'y': the columns are " + first + ", ... (500 in all)");
    }

    @Test
    void targetsThatAreNoClassesAreErrors() throws IOException {
        assertFails("a,y\n1,p\n2,p\n", "column 'y': all rows are of the class 'p': at least 2 are needed");
        assertFails("a,y\n1,0.1\n2,0.2\n3,0.3\n4,0.4\n5,0.1\n", "column 'y': 4 different values in 5 rows");
    }

    @Test
    void filesThatCannotBeReadAreErrors() throws IOException {
        Path missing = folder.resolve("missing.csv");
        assertFails(() -> CsvTable.read(CsvSource.file(missing)), missing + ": there is no such file");
        assertFails(() -> CsvTable.read(CsvSource.file(folder)), folder + ": cannot be read: it is a folder");
        Path binary =
                Files.write(folder.resolve("binary.csv"), new byte[] {'a', ',', 'y', '\n', (byte) 0xff, (byte) 0xfe});
        assertFails(() -> CsvTable.read(CsvSource.file(binary)), binary + ": cannot be read: it is not UTF-8 text");
        assertFails("a,y\n1,\"p\n2,q\n", "this is not CSV: ");
    }

    private TrainingTable train(String text, String target) throws IOException {
        return TrainingTable.read(file(text), target);
    }

    private void assertFails(String text, String message) throws IOException {
        CsvSource source = file(text);
        assertFails(() -> TrainingTable.read(source, "y"), source.name() + ": " + message);
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    private CsvSource file(String text) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return CsvSource.file(file);
    }
}
