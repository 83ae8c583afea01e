package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The primitives on vectors: which call of the Vector API each one is. */
final class VectorOps {
    private final VectorCode values;
    private final CodeBuilder code;

    VectorOps(VectorCode values) {
        this.values = values;
        this.code = values.code();
    }

    /** Computes {@code op} into a local. */
    void compute(Expr.Op op) {
        switch (op.prim()) {
            case ADD -> binary(op, "add");
            case SUB -> binary(op, "sub");
            case MUL -> binary(op, "mul");
            case DIV -> binary(op, "div");
            case REM -> throw new IllegalStateException("REM is computed by scalars");
            case FMA -> fma(op);
            case NEG -> unary(op, "neg");
            case ABS -> abs(op);
            case SQRT -> unary(op, "sqrt");
            case LT -> compare(op, "LT");
            case LE -> compare(op, "LE");
            case EQ -> compare(op, "EQ");
            case NE -> compare(op, "NE");
            case SELECT -> select(op);
            case AND -> bitwise(op, "and", "AND");
            case OR -> bitwise(op, "or", "OR");
            case XOR -> bitwise(op, "xor", "XOR");
            case NOT -> not(op);
            case SHL -> shift(op, "LSHL");
            case SHR -> shift(op, "ASHR");
            case USHR -> shift(op, "LSHR");
            case CAST -> cast(op);
            case BITCAST -> bitcast(op);
        }
    }

    private static Expr arg(Expr op, int i) {
        return op.args().get(i);
    }

    private void binary(Expr.Op op, String method) {
        values.push(arg(op, 0));
        values.push(arg(op, 1));
        call(op, op.dtype(), method, Types.VECTOR);
    }

    private void unary(Expr.Op op, String method) {
        values.push(arg(op, 0));
        call(op, op.dtype(), method);
    }

    /** Not every machine has an instruction for int64: there the negated value is taken where it is below zero. */
    private void abs(Expr.Op op) {
        if (op.dtype() != DType.INT64) {
            unary(op, "abs");
            return;
        }
        ClassDesc vector = Types.vector(DType.INT64);
        values.push(arg(op, 0));
        values.push(arg(op, 0));
        code.invokevirtual(vector, "neg", MethodTypeDesc.of(vector));
        values.push(arg(op, 0));
        values.operator("LT", Types.COMPARISON);
        code.lconst_0();
        code.invokevirtual(vector, "compare", MethodTypeDesc.of(Types.MASK, Types.COMPARISON, ConstantDescs.CD_long));
        call(op, op.dtype(), "blend", Types.VECTOR, Types.MASK);
    }

    private void fma(Expr.Op op) {
        values.push(arg(op, 0));
        values.push(arg(op, 1));
        values.push(arg(op, 2));
        call(op, op.dtype(), "fma", Types.VECTOR, Types.VECTOR);
    }

    private void call(Expr.Op op, DType dtype, String method, ClassDesc... parameters) {
        ClassDesc vector = Types.vector(dtype);
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector, parameters));
        values.store(op);
    }

    private void compare(Expr.Op op, String comparison) {
        DType dtype = arg(op, 0).dtype();
        if (dtype.isBool()) {
            compareMasks(op);
            return;
        }
        values.push(arg(op, 0));
        values.operator(comparison, Types.COMPARISON);
        values.push(arg(op, 1));
        code.invokevirtual(
                Types.vector(dtype), "compare", MethodTypeDesc.of(Types.MASK, Types.COMPARISON, Types.VECTOR));
        values.storeMask(op, dtype);
    }

    /** Bools order false below true: a < b is b without a, a <= b is b or not a. */
    private void compareMasks(Expr.Op op) {
        DType type = values.maskType(arg(op, 0));
        boolean strict = op.prim() == Prim.LT;
        values.pushMask(arg(op, strict ? 1 : 0), type);
        if (op.prim() == Prim.LE) {
            maskUnary("not");
        }
        values.pushMask(arg(op, strict ? 0 : 1), type);
        switch (op.prim()) {
            case LT -> maskBinary("andNot");
            case LE -> maskBinary("or");
            case EQ -> maskBinary("eq");
            default -> maskBinary("xor");
        }
        values.storeMask(op, type);
    }

    private void maskBinary(String method) {
        code.invokevirtual(Types.MASK, method, MethodTypeDesc.of(Types.MASK, Types.MASK));
    }

    private void maskUnary(String method) {
        code.invokevirtual(Types.MASK, method, MethodTypeDesc.of(Types.MASK));
    }

    private void select(Expr.Op op) {
        if (op.dtype().isBool()) {
            selectMask(op);
            return;
        }
        values.push(arg(op, 2));
        values.push(arg(op, 1));
        values.pushMask(arg(op, 0), op.dtype());
        call(op, op.dtype(), "blend", Types.VECTOR, Types.MASK);
    }

    private void selectMask(Expr.Op op) {
        DType type = values.maskType(arg(op, 0));
        values.pushMask(arg(op, 1), type);
        values.push(arg(op, 0));
        maskBinary("and");
        values.pushMask(arg(op, 2), type);
        values.push(arg(op, 0));
        maskBinary("andNot");
        maskBinary("or");
        values.storeMask(op, type);
    }

    private void bitwise(Expr.Op op, String maskMethod, String operator) {
        if (op.dtype().isBool()) {
            DType type = values.maskType(arg(op, 0));
            values.push(arg(op, 0));
            values.pushMask(arg(op, 1), type);
            maskBinary(maskMethod);
            values.storeMask(op, type);
        } else {
            lanewise(op, operator, Types.ASSOCIATIVE);
        }
    }

    private void lanewise(Expr.Op op, String operator, ClassDesc kind) {
        values.push(arg(op, 0));
        values.operator(operator, kind);
        values.push(arg(op, 1));
        values.lanewiseBinary(op.dtype());
        values.store(op);
    }

    private void not(Expr.Op op) {
        if (op.dtype().isBool()) {
            values.push(arg(op, 0));
            maskUnary("not");
            values.storeMask(op, values.maskType(arg(op, 0)));
        } else {
            unary(op, "not");
        }
    }

    private void shift(Expr.Op op, String operator) {
        if (!LoopBody.constantShift(op)) {
            lanewise(op, operator, Types.BINARY);
            return;
        }
        values.push(arg(op, 0));
        values.operator(operator, Types.BINARY);
        pushCount(op.dtype(), ((Expr.Literal) arg(op, 1)).bits());
        call(op, op.dtype(), "lanewise", Types.BINARY, Types.scalar(op.dtype()));
    }

    private void pushCount(DType dtype, long count) {
        code.loadConstant(dtype == DType.INT64 ? (ConstantDesc) count : (Integer) (int) count);
    }

    private void cast(Expr.Op op) {
        DType from = arg(op, 0).dtype();
        DType to = op.dtype();
        if (from.isBool()) {
            castFromBool(op, to);
        } else if (to.isBool()) {
            castToBool(op, from);
        } else {
            values.push(arg(op, 0));
            values.operator(letter(from) + "2" + letter(to), Types.CONVERSION);
            values.species(to);
            code.iconst_0();
            code.invokevirtual(
                    Types.vector(from),
                    "convertShape",
                    MethodTypeDesc.of(Types.VECTOR, Types.CONVERSION, Types.SPECIES, ConstantDescs.CD_int));
            code.checkcast(Types.vector(to));
            values.store(op);
        }
    }

    private static String letter(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "F";
            case FLOAT64 -> "D";
            case INT32 -> "I";
            case INT64 -> "L";
            case BOOL -> throw new IllegalArgumentException("bools are masks");
        };
    }

    private void castFromBool(Expr.Op op, DType to) {
        ClassDesc vector = Types.vector(to);
        values.species(to);
        code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, Types.SPECIES));
        pushNumber(to, 1);
        values.pushMask(arg(op, 0), to);
        call(op, to, "blend", Types.scalar(to), Types.MASK);
    }

    private void castToBool(Expr.Op op, DType from) {
        values.push(arg(op, 0));
        values.operator("NE", Types.COMPARISON);
        pushNumber(from, 0);
        code.invokevirtual(
                Types.vector(from), "compare", MethodTypeDesc.of(Types.MASK, Types.COMPARISON, Types.scalar(from)));
        values.storeMask(op, from);
    }

    private void pushNumber(DType dtype, int value) {
        switch (dtype) {
            case FLOAT32 -> code.loadConstant((float) value);
            case FLOAT64 -> code.loadConstant((double) value);
            case INT32, BOOL -> code.loadConstant(value);
            case INT64 -> code.loadConstant((long) value);
        }
    }

    private void bitcast(Expr.Op op) {
        values.push(arg(op, 0));
        String target = switch (op.dtype()) {
            case FLOAT32 -> "reinterpretAsFloats";
            case FLOAT64 -> "reinterpretAsDoubles";
            case INT32 -> "reinterpretAsInts";
            case INT64 -> "reinterpretAsLongs";
            case BOOL -> throw new IllegalArgumentException("bools have no bits");
        };
        DType from = arg(op, 0).dtype();
        code.invokevirtual(Types.vector(from), target, MethodTypeDesc.of(Types.vector(op.dtype())));
        values.store(op);
    }
}
