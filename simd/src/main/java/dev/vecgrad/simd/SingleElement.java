package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import java.lang.classfile.CodeBuilder;

/**
 * The method of a loop that computes one element, from memory to memory: for what is computed once a row and where blocks meet, a vector with
 * masked stores takes several times as long.
 */
final class SingleElement {
    /** Operations up to which a loop has such a method: the logarithm of a row's sum has some forty. More would take the JIT compiler's time. */
    private static final int MOST_OPS = 64;

    private final LoopSpec spec;
    private final LoopBody body;

    private SingleElement(LoopSpec spec, LoopBody body) {
        this.spec = spec;
        this.body = body;
    }

    /** {@return whether the loop of {@code spec} has it} */
    static boolean serves(LoopSpec spec) {
        return !spec.down() && spec.folds().isEmpty() && spec.ops() <= MOST_OPS;
    }

    /** Writes one(p) after p. */
    static void write(CodeBuilder code, LoopSpec spec, LoopBody body) {
        new SingleElement(spec, body).write(code);
    }

    private void write(CodeBuilder code) {
        LoopFrame frame = new LoopFrame(code, spec, body, 1);
        frame.computeStill();
        for (Expr e : body.moving()) {
            switch (e) {
                case Expr.Input in -> frame.loadCell(in.index(), in);
                case Expr.Op op -> frame.scalars().compute(op);
                case Expr.Iota _ -> frame.loadCell(spec.iotaIndex(), e);
                case Expr.Acc _, Expr.Literal _, Expr.Param _, Expr.Apply _ ->
                    throw new IllegalStateException("not in a loop without folds: " + e);
            }
        }
        for (int w = 0; w < spec.writes().size(); w++) {
            frame.storeCell(spec.outputIndex(w), spec.writes().get(w));
        }
        code.return_();
    }
}
