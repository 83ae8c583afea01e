package dev.vecgrad.cli.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Predictions as CSV: columns {@code class} and {@code probability}, a row for each row that was read. */
public final class PredictionFile {
    private PredictionFile() {}

    /** Writes to a file. */
    public static void write(Path file, List<Prediction> predictions) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            write(writer, predictions);
        }
    }

    /** Writes to {@code writer}, which stays open. */
    public static void write(Writer writer, List<Prediction> predictions) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(writer);
        csv.writeRecord("class", "probability");
        for (Prediction prediction : predictions) {
            csv.writeRecord(prediction.className(), Double.toString(prediction.probability()));
        }
        csv.flush();
    }
}
