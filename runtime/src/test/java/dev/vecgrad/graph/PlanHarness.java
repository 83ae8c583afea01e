package dev.vecgrad.graph;

import dev.vecgrad.ir.Interpreter;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Space;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs plans by the interpreter on row-major arrays; a named dim is one dim here. */
final class PlanHarness implements Formula.Values {
    private final long[] sizes;
    private final double[] scalars;

    /** A harness for these sizes of the named dims. */
    PlanHarness(long[] sizes, double... scalars) {
        this.sizes = sizes;
        this.scalars = scalars;
    }

    /** {@return the results of {@code outputs} for inputs given by their numbers} */
    double[][] run(List<Output> outputs, double[]... inputs) {
        return run(Fuser.fuse(outputs), outputs, inputs);
    }

    /** {@return the results of a plan for {@code outputs}} */
    double[][] run(Plan plan, List<Output> outputs, double[]... inputs) {
        double[][] results = new double[outputs.size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = new double[Math.toIntExact(extent(outputs.get(i).dims()))];
        }
        double[][] temps = new double[plan.temps().size()][];
        for (int i = 0; i < temps.length; i++) {
            temps[i] = new double[Math.toIntExact(extent(plan.temps().get(i).dims()))];
        }
        for (PlannedKernel kernel : plan.kernels()) {
            run(kernel, inputs, results, temps);
        }
        return results;
    }

    private void run(PlannedKernel kernel, double[][] inputs, double[][] results, double[][] temps) {
        int n = kernel.operands().size();
        long[][] kept = new long[n][];
        long[][] reduced = new long[n][];
        List<Interpreter.Elements> elements = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            PlannedKernel.Place place = kernel.operands().get(i);
            kept[i] = strides(place.dims(), kernel.kept());
            reduced[i] = strides(place.dims(), kernel.reduced());
            double[] array = switch (place.slot().kind()) {
                case INPUT -> inputs[place.slot().index()];
                case OUTPUT -> results[place.slot().index()];
                case TEMP -> temps[place.slot().index()];
            };
            elements.add(new ArrayElements(array, dtype(kernel, i)));
        }
        long[] params = kernel.params().stream()
                .mapToLong(f -> bits(f.dtype(), f.value(this)))
                .toArray();
        boolean map = kernel.template().space() == Space.MAP;
        long[] reducedSizes = map ? new long[0] : sizesOf(kernel.reduced());
        Launch launch = new Launch(sizesOf(kernel.kept()), reducedSizes, new long[n], kept, reduced, params);
        Interpreter.run(kernel.template(), launch, elements);
    }

    private static DType dtype(PlannedKernel kernel, int operand) {
        int inputs = kernel.inputs();
        return operand < inputs
                ? kernel.template().inputs().get(operand).dtype()
                : kernel.template().outputs().get(operand - inputs).dtype();
    }

    private long[] sizesOf(int mask) {
        long[] selected = new long[Integer.bitCount(mask)];
        int n = 0;
        for (int d = 0; d < sizes.length; d++) {
            if ((mask >> d & 1) != 0) {
                selected[n++] = sizes[d];
            }
        }
        return selected;
    }

    /** Row-major strides of an operand with dims {@code own} along the dims {@code mask}. */
    private long[] strides(int own, int mask) {
        long[] all = new long[sizes.length];
        long stride = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            if ((own >> d & 1) != 0) {
                all[d] = stride;
                stride *= sizes[d];
            }
        }
        long[] selected = new long[Integer.bitCount(mask)];
        int n = 0;
        for (int d = 0; d < sizes.length; d++) {
            if ((mask >> d & 1) != 0) {
                selected[n++] = all[d];
            }
        }
        return selected;
    }

    @Override
    public double scalar(int index) {
        return scalars[index];
    }

    @Override
    public long extent(int dims) {
        return Arrays.stream(sizesOf(dims)).reduce(1, (a, b) -> a * b);
    }

    private static long bits(DType dtype, double value) {
        return switch (dtype) {
            case FLOAT32 -> Double.doubleToRawLongBits((float) value);
            case FLOAT64 -> Double.doubleToRawLongBits(value);
            case INT32, INT64, BOOL -> (long) value;
        };
    }

    private record ArrayElements(double[] array, DType dtype) implements Interpreter.Elements {
        @Override
        public long get(long index) {
            return bits(dtype, array[(int) index]);
        }

        @Override
        public void set(long index, long value) {
            array[(int) index] = dtype.isFloatingPoint() ? Double.longBitsToDouble(value) : value;
        }
    }
}
