package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.Objects;

/**
 * The method of a loop over scalars, for what no vector instruction serves: integer division, remainders.
 */
final class ScalarLoop {
    private final LoopSpec spec;
    private final LoopBody body;

    ScalarLoop(LoopSpec spec, LoopBody body) {
        this.spec = spec;
        this.body = body;
    }

    /** Adds loop(p, n). */
    void addTo(ClassBuilder builder) {
        builder.withMethodBody("loop", VectorLoop.LOOP, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, this::loop);
    }

    /** Writes run(p, n). */
    void run(CodeBuilder code, ClassDesc self) {
        code.aload(1).iload(2).invokestatic(self, "loop", VectorLoop.LOOP).return_();
    }

    private void loop(CodeBuilder code) {
        LoopFrame frame = new LoopFrame(code, spec, body);
        frame.begin(() -> code.iload(1));
        int i = code.allocateLocal(TypeKind.INT);
        int iota = prepareIota(code, frame);
        code.iconst_0().istore(i);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(i).iload(1).if_icmpge(end);
        for (Expr e : body.moving()) {
            compute(code, frame, e, i, iota);
        }
        store(code, frame, i);
        code.iinc(i, 1).goto_(top).labelBinding(end).return_();
    }

    private int prepareIota(CodeBuilder code, LoopFrame frame) {
        int local = code.allocateLocal(TypeKind.INT);
        if (spec.usesIota()) {
            frame.pushIota();
            code.istore(local);
        }
        return local;
    }

    private void compute(CodeBuilder code, LoopFrame frame, Expr e, int i, int iota) {
        switch (e) {
            case Expr.Input in -> {
                DType dtype = in.dtype();
                int segment = frame.segment(in.index());
                frame.scalars().load(dtype, () -> code.aload(segment), () -> offset(code, frame, dtype, i));
                frame.scalars().store(e);
            }
            case Expr.Op op -> frame.scalars().compute(op);
            case Expr.Iota _ -> {
                code.iload(iota).iload(i).iadd();
                frame.scalars().store(e);
            }
            case Expr.Acc _, Expr.Literal _, Expr.Param _, Expr.Apply _ ->
                throw new IllegalStateException("not in a loop of scalars: " + e);
        }
    }

    private void store(CodeBuilder code, LoopFrame frame, int i) {
        for (int w = 0; w < spec.writes().size(); w++) {
            Expr value = Objects.requireNonNull(spec.writes().get(w));
            int segment = frame.segment(spec.outputIndex(w));
            frame.scalars()
                    .store(
                            value.dtype(),
                            () -> code.aload(segment),
                            () -> offset(code, frame, value.dtype(), i),
                            () -> frame.scalars().push(value));
        }
    }

    private static void offset(CodeBuilder code, LoopFrame frame, DType dtype, int i) {
        code.iload(i).i2l();
        frame.shift(Types.shift(dtype));
    }
}
