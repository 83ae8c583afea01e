package dev.vecgrad.cli.data;

import dev.vecgrad.data.DataException;
import java.util.List;

/**
 * A CSV file to predict for.
 *
 * @param names what the features are called, in the model's order
 * @param x their numbers, one row a sample
 */
public record FeatureTable(List<String> names, double[][] x) {
    /**
     * Reads the columns of these names, wherever they stand in the file; other columns are ignored.
     *
     * @throws DataException if the file cannot be read, a column is missing, or a cell is empty, not a number or not
     *     finite; the message names file, row and column
     */
    public static FeatureTable read(CsvSource source, List<String> names) {
        CsvTable table = CsvTable.read(source);
        int[] columns = names.stream().mapToInt(table::column).toArray();
        return new FeatureTable(names, table.numbers(columns));
    }
}
