package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Expressions of primitives as statements of OpenCL C: every node is computed once and has a name. */
final class ExprText {
    private final Code code;
    private final int width;
    private final PrimText prims;
    private final Function<Expr, String> leaves;
    private final Map<Expr, String> names = new IdentityHashMap<>();

    /**
     * A text that is added to {@code code}.
     *
     * @param width of the vectors
     * @param leaves gives the text of inputs, parameters, accumulators and the index
     */
    ExprText(Code code, int width, Function<Expr, String> leaves) {
        this.code = code;
        this.width = width;
        this.prims = new PrimText(width);
        this.leaves = leaves;
    }

    /** Computes the roots. {@return their names} */
    List<String> write(List<Expr> roots) {
        for (Expr node : Exprs.topological(roots)) {
            names.computeIfAbsent(node, this::named);
        }
        return roots.stream().map(names::get).toList();
    }

    private String named(Expr node) {
        return switch (node) {
            case Expr.Literal literal -> literal(literal);
            case Expr.Op op -> {
                List<String> args = new ArrayList<>();
                op.args().forEach(arg -> args.add(names.get(arg)));
                yield code.define(CTypes.vector(op.dtype(), width), prims.of(op, args));
            }
            case Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ -> leaves.apply(node);
            case Expr.Apply apply -> throw new IllegalArgumentException("not lowered: " + apply.fn());
        };
    }

    private String literal(Expr.Literal literal) {
        DType type = literal.dtype();
        return "((" + CTypes.vector(type, width) + ")(" + number(literal) + "))";
    }

    /** {@return exactly the constant: by its bits where it is no number} */
    private static String number(Expr.Literal literal) {
        return switch (literal.dtype()) {
            case BOOL -> literal.bits() != 0 ? "-1" : "0";
            case INT32 -> literal.bits() == Integer.MIN_VALUE ? "INT_MIN" : Long.toString(literal.bits());
            case INT64 -> literal.bits() == Long.MIN_VALUE ? "LONG_MIN" : literal.bits() + "L";
            case FLOAT32 -> {
                float value = (float) literal.asDouble();
                yield Float.isFinite(value)
                        ? Float.toHexString(value) + "f"
                        : "as_float(0x" + Integer.toHexString(Float.floatToIntBits(value)) + ")";
            }
            case FLOAT64 -> {
                double value = literal.asDouble();
                yield Double.isFinite(value)
                        ? Double.toHexString(value)
                        : "as_double(0x" + Long.toHexString(Double.doubleToLongBits(value)) + "L)";
            }
        };
    }
}
