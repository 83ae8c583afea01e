package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Kernels that several tests use. */
final class Specs {
    private Specs() {}

    /** A map over inputs of unit stride. */
    static KernelSpec map(Expr value, DType... inputs) {
        List<Operand> operands = new ArrayList<>();
        for (DType input : inputs) {
            operands.add(new Operand(input, Access.UNIT));
        }
        return new KernelSpec(
                Space.MAP,
                operands,
                List.of(),
                List.of(new Stage(List.of(), List.of(new Write(0, value)))),
                List.of(),
                List.of(new Operand(value.dtype(), Access.UNIT)));
    }

    static KernelSpec add() {
        return map(Expr.input(0, DType.FLOAT32).add(Expr.input(1, DType.FLOAT32)), DType.FLOAT32, DType.FLOAT32);
    }

    /** The sums of rows, or of columns. */
    static KernelSpec sum(Space space, DType dtype) {
        Expr value = Expr.input(0, dtype);
        return new KernelSpec(
                space,
                List.of(new Operand(dtype, Access.UNIT)),
                List.of(),
                List.of(new Stage(List.of(new Accumulator.Sum(value)), List.of())),
                List.of(new Write(0, Expr.acc(0, 0, dtype))),
                List.of(new Operand(dtype, space == Space.INNER ? Access.ZERO : Access.UNIT)));
    }
}
