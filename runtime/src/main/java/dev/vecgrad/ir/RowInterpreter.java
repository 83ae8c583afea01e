package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a {@link RowCall} row by row, element by element. */
final class RowInterpreter {
    private final List<Region> regions;
    private final List<Interpreter.Elements> operands;
    private final DType dtype;

    /** Runs on these operands, in the order said at the call. */
    RowInterpreter(List<Region> regions, List<Interpreter.Elements> operands) {
        this.regions = regions;
        this.operands = operands;
        this.dtype = regions.getFirst().dtype();
    }

    /** A row of an operand. */
    private record Row(Interpreter.Elements elements, long start, long step, int length) {
        long get(int i) {
            return elements.get(start + i * step);
        }

        double real(int i) {
            return Double.longBitsToDouble(get(i));
        }

        void set(int i, long value) {
            elements.set(start + i * step, value);
        }

        void set(int i, double value) {
            set(i, Double.doubleToRawLongBits(value));
        }
    }

    /** Runs the call. */
    void run(RowCall call) {
        long[] sizes = regions.getFirst().sizes();
        for (long outer = 0; outer < sizes[0]; outer++) {
            for (long inner = 0; inner < sizes[2]; inner++) {
                run(call, rows(outer, inner));
            }
        }
    }

    private Row[] rows(long outer, long inner) {
        Row[] rows = new Row[operands.size()];
        for (int k = 0; k < rows.length; k++) {
            long[] strides = regions.get(k).strides();
            int length = Math.toIntExact(regions.get(k).sizes()[1]);
            rows[k] = new Row(operands.get(k), outer * strides[0] + inner * strides[2], strides[1], length);
        }
        return rows;
    }

    private void run(RowCall call, Row[] rows) {
        Row x = rows[0];
        switch (call) {
            case RowCall.Sum(boolean reverse) -> sum(x, rows[1], reverse);
            case RowCall.Product() -> product(x, rows[1]);
            case RowCall.Extreme(boolean greatest) -> extreme(x, rows[1], rows[2], greatest);
            case RowCall.Recurrence(boolean reverse) -> recurrence(x, rows[1], rows[2], reverse);
            case RowCall.Sort(boolean descending) -> take(x, order(x, descending), 0, rows[1], rows[2]);
            case RowCall.Top(boolean greatest) -> take(x, order(x, greatest), 0, rows[1], rows[2]);
            case RowCall.Kth(long k) -> take(x, order(x, false), Math.toIntExact(k), rows[1], rows[2]);
            case RowCall.Median(boolean skipNan) -> take(x, order(x, false), middle(x, skipNan), rows[1], rows[2]);
            case RowCall.Mode() -> mode(x, rows[1], rows[2]);
        }
    }

    private void sum(Row x, Row out, boolean reverse) {
        double carry = 0;
        double block = 0;
        long whole = 0;
        for (int i = 0; i < x.length; i++) {
            int at = reverse ? x.length - 1 - i : i;
            if (dtype.isFloatingPoint()) {
                block += x.real(at);
                out.set(at, carry + block);
            } else {
                whole += x.get(at);
                out.set(at, whole);
            }
            if ((i + 1) % RowCall.BLOCK == 0) {
                carry += block;
                block = 0;
            }
        }
    }

    private void product(Row x, Row out) {
        double real = 1;
        long whole = 1;
        for (int i = 0; i < x.length; i++) {
            if (dtype.isFloatingPoint()) {
                real *= x.real(i);
                out.set(i, real);
            } else {
                whole *= x.get(i);
                out.set(i, whole);
            }
        }
    }

    private void extreme(Row x, Row values, Row indices, boolean greatest) {
        int best = 0;
        for (int i = 0; i < x.length; i++) {
            int order = Ordering.compare(dtype, x.get(i), x.get(best));
            boolean nan = Ordering.isNan(dtype, x.get(i));
            boolean bestNan = Ordering.isNan(dtype, x.get(best));
            if (nan || !bestNan && (greatest ? order >= 0 : order <= 0)) {
                best = i;
            }
            values.set(i, x.get(best));
            indices.set(i, (long) best);
        }
    }

    private static void recurrence(Row factor, Row term, Row out, boolean reverse) {
        double running = 0;
        for (int i = 0; i < out.length; i++) {
            int at = reverse ? out.length - 1 - i : i;
            running = factor.real(at) * running + term.real(at);
            out.set(at, running);
        }
    }

    private int[] order(Row x, boolean descending) {
        Comparator<Integer> ascending = (i, j) -> Ordering.compare(dtype, x.get(i), x.get(j));
        return IntStream.range(0, x.length)
                .boxed()
                .sorted(descending ? ascending.reversed() : ascending)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void take(Row x, int[] order, int from, Row values, Row indices) {
        for (int i = 0; i < values.length; i++) {
            values.set(i, x.get(order[from + i]));
            indices.set(i, (long) order[from + i]);
        }
    }

    private int middle(Row x, boolean skipNan) {
        int nans = (int) IntStream.range(0, x.length)
                .filter(i -> Ordering.isNan(dtype, x.get(i)))
                .count();
        if (nans > 0 && !skipNan) {
            return x.length - nans;
        }
        return Math.max(0, x.length - nans - 1) / 2;
    }

    private void mode(Row x, Row values, Row indices) {
        int[] order = order(x, false);
        int best = 0;
        int most = 0;
        int run = 0;
        for (int i = 0; i < order.length; i++) {
            run = i > 0 && same(x.get(order[i - 1]), x.get(order[i])) ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = order[i];
            }
        }
        values.set(0, x.get(best));
        indices.set(0, (long) best);
    }

    private boolean same(long a, long b) {
        return Ordering.compare(dtype, a, b) == 0 && !Ordering.isNan(dtype, a);
    }
}
