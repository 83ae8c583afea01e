package dev.vecgrad.tests.accuracy;

import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A function's lowering, run by the backend's kernels: the reference interpreter, to which they are equal to the bit by
 * {@code CheckedOpsTest}, is too slow for all floats.
 */
record Lowered(MapFunction map) {
    static Lowered of(MathFn fn, DType dtype) {
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < fn.arity(); i++) {
            args.add(Expr.input(i, dtype));
        }
        return new Lowered(new MapFunction(
                fn.text(), Collections.nCopies(fn.arity(), dtype), List.of(), List.of(Expr.apply(fn, args))));
    }

    float[] at(float[]... args) {
        Value[] in = new Value[args.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = HostArrays.of(args[i], Shape.of(args[i].length));
        }
        return HostArrays.floats(map.applySingle(in));
    }

    double[] at(double[]... args) {
        Value[] in = new Value[args.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = HostArrays.of(args[i], Shape.of(args[i].length));
        }
        return HostArrays.doubles(map.applySingle(in));
    }
}
