package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;

/** How much work an element of a kernel is, and so how many elements are worth a thread. */
final class Effort {
    /** What a function costs, in primitives. */
    private static final int FUNCTION = 20;

    /** Elements of a cheap operation that a thread takes at least. */
    private static final long CHEAP_GRAIN = 1 << 15;

    private Effort() {}

    /** {@return the operations for an element, a function as the many that it is} */
    static int perElement(KernelSpec spec) {
        int ops = 0;
        for (Expr e : Exprs.topological(spec.roots())) {
            ops += switch (e) {
                case Expr.Op _ -> 1;
                case Expr.Apply _ -> FUNCTION;
                case Expr.Input _, Expr.Param _, Expr.Literal _, Expr.Iota _, Expr.Acc _ -> 0;
            };
        }
        return Math.max(1, ops);
    }

    /** {@return how many elements a thread takes at least} */
    static long grain(int opsPerElement) {
        return Math.max(1024, CHEAP_GRAIN / Math.max(1, opsPerElement / 2));
    }
}
