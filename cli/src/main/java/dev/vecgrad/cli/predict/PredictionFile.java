package dev.vecgrad.cli.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Predictions as CSV: columns {@code class} and {@code probability}, a row for each sample. A probability has as many digits as
 * tell its float32 from its neighbours.
 */
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
        CsvWriter csv = csv(writer);
        csv.writeRecord("class", "probability");
        for (Prediction prediction : predictions) {
            csv.writeRecord(prediction.className(), Float.toString(prediction.probability()));
        }
        csv.flush();
    }

    /**
     * Writes to a file, with a third column: {@code row}, where each sample stands in the data it was taken from.
     *
     * @param rows as many as predictions, counted from 1
     */
    public static void write(Path file, List<Prediction> predictions, int[] rows) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            CsvWriter csv = csv(writer);
            csv.writeRecord("class", "probability", "row");
            for (int i = 0; i < rows.length; i++) {
                Prediction prediction = predictions.get(i);
                csv.writeRecord(
                        prediction.className(), Float.toString(prediction.probability()), Integer.toString(rows[i]));
            }
            csv.flush();
        }
    }

    private static CsvWriter csv(Writer writer) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    }
}
