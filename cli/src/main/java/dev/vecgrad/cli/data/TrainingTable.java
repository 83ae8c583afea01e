package dev.vecgrad.cli.data;

import dev.vecgrad.data.DataException;
import dev.vecgrad.data.Samples;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A CSV file to train on.
 *
 * @param featureNames the columns of numbers, in the file's order
 * @param classNames what the classes are called; class c is classNames.get(c)
 * @param samples the numbers and the class of each row
 */
public record TrainingTable(List<String> featureNames, List<String> classNames, Samples samples) {
    /**
     * Reads a file of which one column holds the class (text or number) and every other one numbers.
     *
     * @throws DataException if the file cannot be read, the target column is missing, a cell is empty, not a number or
     *     not finite, or there is only one class; the message names file, row and column
     */
    public static TrainingTable read(CsvSource source, String target) {
        CsvTable table = CsvTable.read(source);
        int targetColumn = table.column(target);
        int[] features = IntStream.range(0, table.columns().size())
                .filter(column -> column != targetColumn)
                .toArray();
        if (features.length == 0) {
            throw source.error("'" + target + "' is the only column: there is nothing to predict it from");
        }
        double[][] x = table.numbers(features);
        ClassColumn classes = ClassColumn.read(table, targetColumn);
        List<String> names =
                IntStream.of(features).mapToObj(table.columns()::get).toList();
        return new TrainingTable(names, classes.names(), new Samples(x, classes.labels()));
    }
}
