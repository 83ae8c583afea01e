package dev.vecgrad.ir;

import java.util.List;

/** Runs a {@link MaxPool} window by window. */
final class MaxPoolInterpreter {
    private final MaxPool call;
    private final long height;
    private final long width;
    private final long[] results;
    private final List<Interpreter.Elements> operands;

    /** Runs on these operands, in the order said at the call. */
    MaxPoolInterpreter(MaxPool call, List<Region> regions, List<Interpreter.Elements> operands) {
        this.call = call;
        this.height = regions.getFirst().sizes()[1];
        this.width = regions.getFirst().sizes()[2];
        this.results = regions.getLast().sizes();
        this.operands = operands;
    }

    /** Runs the call. */
    void run() {
        long result = 0;
        for (long plane = 0; plane < results[0]; plane++) {
            for (long y = 0; y < results[1]; y++) {
                for (long x = 0; x < results[2]; x++) {
                    window(plane * height * width, y, x, result++);
                }
            }
        }
    }

    private void window(long plane, long y, long x, long result) {
        double greatest = Double.NEGATIVE_INFINITY;
        long number = -1;
        for (long i = 0; i < call.rows().size(); i++) {
            for (long j = 0; j < call.columns().size(); j++) {
                long row = call.rows().place(y, i);
                long column = call.columns().place(x, j);
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    double next = Double.longBitsToDouble(operands.getFirst().get(plane + row * width + column));
                    if (number < 0 || next > greatest || Double.isNaN(next)) {
                        greatest = next;
                        number = row * width + column;
                    }
                }
            }
        }
        operands.get(1).set(result, Double.doubleToRawLongBits(greatest));
        operands.get(2).set(result, number);
    }
}
