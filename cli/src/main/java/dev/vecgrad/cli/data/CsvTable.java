package dev.vecgrad.cli.data;

import static dev.vecgrad.cli.data.CsvSource.quoted;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.vecgrad.data.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A CSV file with a header, read whole: every row has a cell for every column.
 *
 * <p>Cells are separated by commas and may be quoted (RFC 4180); the text is UTF-8. Empty lines are skipped. Rows are
 * counted from 1 below the header; messages name a cell by row, line and column.
 */
public final class CsvTable {
    private static final int MAX_LISTED = 20;

    private final CsvSource source;
    private final List<String> columns;
    private final List<CsvRecord> rows;

    private CsvTable(CsvSource source, List<String> columns, List<CsvRecord> rows) {
        this.source = source;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads a table.
     *
     * @throws DataException if it cannot be read, has no header or no rows, names a column twice, or a row has more or
     *     fewer cells than the header
     */
    public static CsvTable read(CsvSource source) {
        try (Reader reader = source.open()) {
            return parse(source, reader);
        } catch (NoSuchFileException e) {
            throw source.error("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw source.error("this user may not read the file", e);
        } catch (IOException e) {
            throw unreadable(source, e);
        } catch (UncheckedIOException e) {
            throw unreadable(source, Objects.requireNonNull(e.getCause()));
        } catch (CsvParseException e) {
            throw e.getCause() instanceof IOException cause
                    ? unreadable(source, cause)
                    : source.error("this is not CSV: " + e.getMessage(), e);
        }
    }

    /** {@return the names of the columns, in order} */
    public List<String> columns() {
        return columns;
    }

    /** {@return the number of rows below the header} */
    public int rowCount() {
        return rows.size();
    }

    /**
     * {@return the place of a column}
     *
     * @throws DataException if there is none of that name
     */
    public int column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw source.error("there is no column " + quoted(name) + ": the columns are " + listed(columns));
        }
        return index;
    }

    /**
     * {@return the text of a cell}
     *
     * @throws DataException if it is empty
     */
    public String text(int row, int column) {
        String text = rows.get(row).getField(column).strip();
        if (text.isEmpty()) {
            throw cellError(row, column, "the cell is empty");
        }
        return text;
    }

    /**
     * {@return the text of a cell that does not say NaN or infinity}
     *
     * @throws DataException if it is empty or does
     */
    public String finiteText(int row, int column) {
        String text = text(row, column);
        if (CsvNumber.parse(text) instanceof CsvNumber.NotFinite) {
            throw notFinite(row, column, text);
        }
        return text;
    }

    /**
     * {@return the number in a cell}
     *
     * @throws DataException if it is empty, no number, or not finite
     */
    public double number(int row, int column) {
        String text = text(row, column);
        return switch (CsvNumber.parse(text)) {
            case CsvNumber.Finite(double value) -> value;
            case CsvNumber.NotFinite() -> throw notFinite(row, column, text);
            case CsvNumber.Text() -> throw cellError(row, column, quoted(text) + " is not a number");
        };
    }

    /** {@return the numbers in some columns, one row each, in the order of these columns} */
    public double[][] numbers(int[] ofColumns) {
        double[][] numbers = new double[rows.size()][ofColumns.length];
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < ofColumns.length; j++) {
                numbers[i][j] = number(i, ofColumns[j]);
            }
        }
        return numbers;
    }

    DataException columnError(int column, String rule) {
        return source.error("column " + quoted(columns.get(column)) + ": " + rule);
    }

    private DataException notFinite(int row, int column, String text) {
        return cellError(row, column, quoted(text) + " is not a finite number");
    }

    private DataException cellError(int row, int column, String rule) {
        return source.error(place(rows.get(row), row) + ", column " + quoted(columns.get(column)) + ": " + rule);
    }

    private static CsvTable parse(CsvSource source, Reader reader) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(reader)
                .iterator();
        if (!records.hasNext()) {
            throw source.error("the file is empty: a line with the names of the columns is needed");
        }
        List<String> columns = columns(source, records.next());
        List<CsvRecord> rows = new ArrayList<>();
        records.forEachRemaining(record -> {
            checkWidth(source, columns.size(), record, rows.size());
            rows.add(record);
        });
        if (rows.isEmpty()) {
            throw source.error("there are no rows below the header");
        }
        return new CsvTable(source, columns, rows);
    }

    private static List<String> columns(CsvSource source, CsvRecord header) {
        List<String> columns = header.getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (int j = 0; j < columns.size(); j++) {
            if (columns.get(j).isEmpty()) {
                throw source.error("column " + (j + 1) + " has no name in the header");
            }
            if (!seen.add(columns.get(j))) {
                throw source.error("the header names column " + quoted(columns.get(j)) + " twice");
            }
        }
        return columns;
    }

    private static void checkWidth(CsvSource source, int width, CsvRecord record, int row) {
        if (record.getFieldCount() != width) {
            throw source.error(place(record, row) + ": the header names " + width + " columns, but this row has "
                    + record.getFieldCount() + " cells");
        }
    }

    private static String listed(List<String> columns) {
        String names = String.join(", ", columns.subList(0, Math.min(columns.size(), MAX_LISTED)));
        return columns.size() <= MAX_LISTED ? names : names + ", ... (" + columns.size() + " in all)";
    }

    private static String place(CsvRecord record, int row) {
        return "row " + (row + 1) + " (line " + record.getStartingLineNumber() + ")";
    }

    private static DataException unreadable(CsvSource source, IOException e) {
        String why = e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
        return source.error("cannot be read: " + why, e);
    }
}
