package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;

/** Runs a {@link Convolution} element by element. */
final class ConvolutionInterpreter {
    private final List<Region> regions;
    private final List<Interpreter.Elements> operands;
    private final boolean isSingle;

    /** Runs on these operands, in the order said at the call. */
    ConvolutionInterpreter(List<Region> regions, List<Interpreter.Elements> operands) {
        this.regions = regions;
        this.operands = operands;
        this.isSingle = regions.getFirst().dtype() == DType.FLOAT32;
    }

    /** Runs the call. */
    void run(Convolution call) {
        switch (call) {
            case Convolution.Forward(var grid, boolean bias) -> forward(grid, bias, bias ? 3 : 2);
            case Convolution.Transposed(var grid, boolean bias) -> transposed(grid, bias, bias ? 3 : 2);
            case Convolution.OfWeight(var grid) -> ofWeight(grid);
        }
    }

    private interface At {
        void run(long n, long channel, long y, long x);
    }

    private void forEach(int leader, At body) {
        long[] sizes = regions.get(leader).sizes();
        for (long n = 0; n < sizes[0]; n++) {
            for (long channel = 0; channel < sizes[1]; channel++) {
                for (long y = 0; y < sizes[2]; y++) {
                    for (long x = 0; x < sizes[3]; x++) {
                        body.run(n, channel, y, x);
                    }
                }
            }
        }
    }

    private void forward(Convolution.Grid grid, boolean bias, int out) {
        long[] weight = regions.get(1).sizes();
        long results = weight[0] / grid.groups();
        forEach(out, (n, o, y, x) -> {
            double sum = 0;
            long first = o / results * weight[1];
            for (long c = 0; c < weight[1]; c++) {
                for (long i = 0; i < weight[2]; i++) {
                    for (long j = 0; j < weight[3]; j++) {
                        double there = get(0, n, first + c, place(grid.rows(), y, i), place(grid.columns(), x, j));
                        sum = fma(get(1, o, c, i, j), there, sum);
                    }
                }
            }
            set(out, bias ? plus(sum, get(2, o)) : sum, n, o, y, x);
        });
    }

    private void transposed(Convolution.Grid grid, boolean bias, int out) {
        long[] weight = regions.get(1).sizes();
        long results = weight[0] / grid.groups();
        forEach(out, (n, c, y, x) -> {
            double sum = 0;
            long first = c / weight[1] * results;
            for (long o = first; o < first + results; o++) {
                for (long i = 0; i < weight[2]; i++) {
                    for (long j = 0; j < weight[3]; j++) {
                        long down = y + grid.rows().padding() - i * grid.rows().dilation();
                        long across = x
                                + grid.columns().padding()
                                - j * grid.columns().dilation();
                        if (down % grid.rows().stride() == 0
                                && across % grid.columns().stride() == 0) {
                            double there = get(
                                    0,
                                    n,
                                    o,
                                    down / grid.rows().stride(),
                                    across / grid.columns().stride());
                            sum = fma(get(1, o, c % weight[1], i, j), there, sum);
                        }
                    }
                }
            }
            set(out, bias ? plus(sum, get(2, c)) : sum, n, c, y, x);
        });
    }

    private void ofWeight(Convolution.Grid grid) {
        long[] result = regions.get(1).sizes();
        long[] weight = regions.get(2).sizes();
        long rows = Convolution.blockRows(result[3]);
        long perImage = Math.ceilDiv(result[2], rows);
        long blocks = result[0] * perImage;
        long parts = Convolution.parts(blocks, weight[0] * weight[1] * weight[2] * weight[3]);
        forEach(2, (o, c, i, j) -> {
            double total = 0;
            for (long part = 0; part < parts; part++) {
                double sum = 0;
                for (long b = part * blocks / parts; b < (part + 1) * blocks / parts; b++) {
                    long end = Math.min(result[2], (b % perImage + 1) * rows);
                    sum += block(grid, new long[] {o, c, i, j}, b / perImage, b % perImage * rows, end);
                }
                total += sum;
            }
            set(2, total, o, c, i, j);
        });
    }

    private double block(Convolution.Grid grid, long[] at, long n, long begin, long end) {
        long[] weight = regions.get(2).sizes();
        long channel = at[0] / (weight[0] / grid.groups()) * weight[1] + at[1];
        double sum = 0;
        for (long y = begin; y < end; y++) {
            for (long x = 0; x < regions.get(1).sizes()[3]; x++) {
                double there = get(0, n, channel, place(grid.rows(), y, at[2]), place(grid.columns(), x, at[3]));
                sum = fma(there, get(1, n, at[0], y, x), sum);
            }
        }
        return sum;
    }

    private static long place(Convolution.Axis axis, long at, long tap) {
        return at * axis.stride() - axis.padding() + tap * axis.dilation();
    }

    private double fma(double a, double b, double c) {
        return isSingle ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
    }

    private double plus(double a, double b) {
        return isSingle ? (float) a + (float) b : a + b;
    }

    /** Zero outside. */
    private double get(int operand, long... at) {
        Region region = regions.get(operand);
        long distance = 0;
        for (int d = 0; d < at.length; d++) {
            if (at[d] < 0 || at[d] >= region.sizes()[d]) {
                return 0;
            }
            distance += at[d] * region.strides()[d];
        }
        return Double.longBitsToDouble(operands.get(operand).get(distance));
    }

    private void set(int operand, double value, long... at) {
        long[] strides = regions.get(operand).strides();
        long distance = 0;
        for (int d = 0; d < at.length; d++) {
            distance += at[d] * strides[d];
        }
        operands.get(operand).set(distance, Double.doubleToRawLongBits(value));
    }
}
