package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes nodes as scalar code: each value in a local of its own, literals where they are used. */
final class ScalarCode {
    private final CodeBuilder code;
    private final Map<Expr, Integer> locals = new HashMap<>();

    ScalarCode(CodeBuilder code) {
        this.code = code;
    }

    /** Pushes the value of {@code e}, which was computed before or is a literal. */
    void push(Expr e) {
        if (e instanceof Expr.Literal literal) {
            pushLiteral(literal);
        } else {
            code.loadLocal(Types.kind(e.dtype()), Objects.requireNonNull(locals.get(e)));
        }
    }

    /** Computes {@code op} into a local. */
    void compute(Expr.Op op) {
        ClassDesc[] types = new ClassDesc[op.args().size()];
        for (int i = 0; i < types.length; i++) {
            push(op.args().get(i));
            types[i] = Types.scalar(op.args().get(i).dtype());
        }
        code.invokestatic(Types.SCALARS, Scalars.method(op), MethodTypeDesc.of(Types.scalar(op.dtype()), types));
        store(op);
    }

    /** Takes what is on the stack as the value of {@code e}. */
    void store(Expr e) {
        int local = locals.computeIfAbsent(e, x -> code.allocateLocal(Types.kind(x.dtype())));
        code.storeLocal(Types.kind(e.dtype()), local);
    }

    /** Pushes the element at a segment and a long offset, which are on the stack. */
    void load(DType dtype, Runnable segment, Runnable offset) {
        segment.run();
        if (dtype.isBool()) {
            offset.run();
            code.invokestatic(
                    Types.SCALARS,
                    "load",
                    MethodTypeDesc.of(ConstantDescs.CD_boolean, Types.SEGMENT, ConstantDescs.CD_long));
        } else {
            code.getstatic(Types.LAYOUT, Types.layoutField(dtype), Types.layout(dtype));
            offset.run();
            code.invokeinterface(
                    Types.SEGMENT,
                    "get",
                    MethodTypeDesc.of(Types.scalar(dtype), Types.layout(dtype), ConstantDescs.CD_long));
        }
    }

    /** Stores the value of {@code e} at a segment and offset. */
    void storeAt(Expr e, Runnable segment, Runnable offset) {
        segment.run();
        if (e.dtype().isBool()) {
            offset.run();
            push(e);
            code.invokestatic(
                    Types.SCALARS,
                    "store",
                    MethodTypeDesc.of(
                            ConstantDescs.CD_void, Types.SEGMENT, ConstantDescs.CD_long, ConstantDescs.CD_boolean));
        } else {
            code.getstatic(Types.LAYOUT, Types.layoutField(e.dtype()), Types.layout(e.dtype()));
            offset.run();
            push(e);
            code.invokeinterface(
                    Types.SEGMENT,
                    "set",
                    MethodTypeDesc.of(
                            ConstantDescs.CD_void,
                            Types.layout(e.dtype()),
                            ConstantDescs.CD_long,
                            Types.scalar(e.dtype())));
        }
    }

    private void pushLiteral(Expr.Literal literal) {
        switch (literal.dtype()) {
            case FLOAT32 -> code.loadConstant((float) literal.asDouble());
            case FLOAT64 -> code.loadConstant(literal.asDouble());
            case INT32, BOOL -> code.loadConstant((int) literal.bits());
            case INT64 -> code.loadConstant(literal.bits());
        }
    }
}
