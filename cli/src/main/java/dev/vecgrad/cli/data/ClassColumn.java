package dev.vecgrad.cli.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A column of class names, as numbers.
 *
 * <p>If every cell is a number, equal numbers are one class ({@code 1} and {@code 1.0}) and classes are ordered as
 * numbers; else as text.
 *
 * @param names the classes in order; names.get(c) is class c
 * @param labels the class of each row
 */
record ClassColumn(List<String> names, int[] labels) {
    /**
     * Reads the classes in a column.
     *
     * @throws dev.vecgrad.data.DataException if a cell is empty, NaN or infinite, if there is only one class, or so many
     *     that the column must hold quantities
     */
    static ClassColumn read(CsvTable table, int column) {
        ClassColumn classes = isNumeric(table, column) ? ofNumbers(table, column) : ofTexts(table, column);
        int count = classes.names.size();
        int rows = table.rowCount();
        if (count < 2) {
            throw table.columnError(
                    column,
                    "all rows are of the class " + CsvSource.quoted(classes.names.getFirst())
                            + ": at least 2 are needed");
        }
        if (count > 2 && 2 * count > rows) {
            throw table.columnError(
                    column,
                    count + " different values in " + rows
                            + " rows: a class needs 2 rows on average, and quantities cannot be trained");
        }
        return classes;
    }

    private static boolean isNumeric(CsvTable table, int column) {
        return IntStream.range(0, table.rowCount())
                .noneMatch(row -> CsvNumber.parse(table.text(row, column)) instanceof CsvNumber.Text);
    }

    private static ClassColumn ofNumbers(CsvTable table, int column) {
        Double[] cells = new Double[table.rowCount()];
        Arrays.setAll(cells, row -> table.number(row, column) + 0.0);
        return of(cells, ClassColumn::name);
    }

    private static ClassColumn ofTexts(CsvTable table, int column) {
        String[] cells = new String[table.rowCount()];
        Arrays.setAll(cells, row -> table.finiteText(row, column));
        return of(cells, Function.identity());
    }

    private static <T extends Comparable<T>> ClassColumn of(T[] cells, Function<T, String> name) {
        List<T> classes = Arrays.stream(cells)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        Map<T, Integer> codes =
                IntStream.range(0, classes.size()).boxed().collect(Collectors.toMap(classes::get, Function.identity()));
        int[] labels = Arrays.stream(cells).mapToInt(codes::get).toArray();
        return new ClassColumn(classes.stream().map(name).toList(), labels);
    }

    /* 1.0 is written 1. */
    private static String name(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
