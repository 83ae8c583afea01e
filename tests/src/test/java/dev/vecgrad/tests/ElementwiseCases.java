package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.Declarations;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Every elementwise declaration in every dtype: odd sizes, special values, broadcasts, views, numbers as operands, in place. */
final class ElementwiseCases {
    private static final int[] SIZES = {0, 1, 13, 207};
    private static final int LARGE = 4098;
    private static final Scalar[] NO_SCALARS = {};

    /** Of integers these refuse a divisor 0 before their kernel runs. */
    private static final Set<String> DIVISIONS = Set.of("floor_divide", "remainder", "fmod");

    private final CheckedRun run;

    ElementwiseCases(CheckedRun run) {
        this.run = run;
    }

    void run() {
        List<Elementwise> declared = Declarations.elementwise();
        int every = CheckedRun.every();
        for (int i = 0; i < declared.size(); i += every) {
            Elementwise op = declared.get(i);
            boolean taken = false;
            for (DType dtype : DType.values()) {
                taken |= check(op, dtype);
            }
            if (!taken) {
                run.fail(op.name() + ": takes no dtype");
            }
        }
    }

    private boolean check(Elementwise op, DType dtype) {
        String name = op.name() + " " + dtype;
        for (int n : SIZES) {
            if (!run.run(name + " of " + n, () -> apply(op, i -> vector(op, dtype, n, i)))) {
                return false;
            }
        }
        if (dtype.isFloatingPoint()) {
            run.run(name + " of " + LARGE, () -> apply(op, i -> vector(op, dtype, LARGE, i)));
        }
        run.run(name + " scalars", () -> apply(op, i -> vector(op, dtype, 1, i).view()));
        run.run(name + " broadcast", () -> apply(op, i -> broadcast(op, dtype, i)));
        run.run(
                name + " transposed",
                () -> apply(op, i -> vector(op, dtype, 207, i).view(23, 9).t()));
        run.run(name + " mixed layouts", () -> apply(op, i -> mixed(op, dtype, i)));
        run.run(name + " sliced", () -> apply(op, i -> sliced(op, dtype, i)));
        run.run(name + " number", () -> withNumbers(op, dtype));
        run.run(name + " and int32", () -> apply(op, i -> vector(op, i == 0 ? dtype : DType.INT32, 207, i)));
        run.run(name + " in place", () -> inPlace(op, i -> vector(op, dtype, 207, i)));
        run.run(name + " in place, sliced", () -> inPlace(op, i -> sliced(op, dtype, i)));
        return true;
    }

    private static void apply(Elementwise op, IntFunction<Tensor> operand) {
        op.apply(0, operands(op, operand), NO_SCALARS);
    }

    private static void inPlace(Elementwise op, IntFunction<Tensor> operand) {
        Value[] operands = operands(op, operand);
        op.applyInPlace(0, operands[0], operands, NO_SCALARS);
    }

    private static void withNumbers(Elementwise op, DType dtype) {
        Scalar[] numbers = new Scalar[op.arity() - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = dtype.isFloatingPoint() ? Scalar.of(2.5 - i) : Scalar.of(3L - i);
        }
        Value[] first = {vector(op, dtype, 207, 0).value()};
        op.apply((1L << op.arity()) - 2, first, numbers);
    }

    private static Value[] operands(Elementwise op, IntFunction<Tensor> operand) {
        Value[] values = new Value[op.arity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operand.apply(i).value();
        }
        return values;
    }

    private static Tensor vector(Elementwise op, DType dtype, int n, int operand) {
        boolean condition = op.rule() == Elementwise.Rule.CHOICE && operand == 0;
        boolean divisor = operand > 0 && DIVISIONS.contains(op.name());
        return SampleValues.of(condition ? DType.BOOL : dtype, n, operand, divisor);
    }

    /** [5, 1], [1, 21], [21] in turn. */
    private static Tensor broadcast(Elementwise op, DType dtype, int operand) {
        List<long[]> shapes = List.of(new long[] {5, 1}, new long[] {1, 21}, new long[] {21});
        long[] shape = shapes.get(operand % 3);
        int n = operand % 3 == 0 ? 5 : 21;
        return vector(op, dtype, n, operand).view(shape);
    }

    /** A permuted, an expanded and a contiguous operand in turn. */
    private static Tensor mixed(Elementwise op, DType dtype, int operand) {
        return switch (operand % 3) {
            case 0 -> vector(op, dtype, 105, operand).view(3, 5, 7).permute(2, 0, 1);
            case 1 -> vector(op, dtype, 7, operand).view(7, 1, 1).expand(7, 3, 5);
            default -> vector(op, dtype, 105, operand).view(7, 3, 5);
        };
    }

    private static Tensor sliced(Elementwise op, DType dtype, int operand) {
        return vector(op, dtype, 270, operand).view(9, 30).slice(1, 1, 29, 3).slice(0, 1, 8);
    }
}
