package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The meaning of expressions, kernels and calls in plain scalar Java, against which every backend is tested to the bit.
 *
 * <p>Values are 64 bits, as in {@link Expr.Literal#bits}. Functions mean their lowering.
 */
public final class Interpreter {
    /** The elements of an operand, by their distance in elements from its first one; may be negative. */
    public interface Elements {
        /** {@return the element there} */
        long get(long index);

        /** Stores an element there. */
        void set(long index, long value);
    }

    private Interpreter() {}

    /**
     * {@return the value of an expression of floating inputs}
     *
     * @param root an expression of floating dtype whose leaves are inputs and literals
     * @param inputs the values of inputs 0, 1, ...; rounded to the input's dtype
     */
    public static double evaluate(Expr root, double... inputs) {
        return Double.longBitsToDouble(evaluate(root, leaf -> input(leaf, inputs)));
    }

    /** {@return the value of an expression, given those of its leaves other than literals} */
    public static long evaluate(Expr root, ToLongFunction<Expr> leaves) {
        Program program = new Program(List.of(root));
        program.run(leaves);
        return program.value(0);
    }

    /**
     * Runs a kernel.
     *
     * @param operands inputs first, then outputs
     */
    public static void run(KernelSpec spec, Launch launch, List<Elements> operands) {
        new KernelInterpreter(spec, launch, operands).run();
    }

    /** Runs a call on operands in the order said at the call. */
    public static void run(Call call, List<Region> regions, List<Elements> operands) {
        new CallInterpreter(regions, operands).run(call);
    }

    private static long input(Expr leaf, double[] inputs) {
        if (leaf instanceof Expr.Input in) {
            return Scalars.cast(DType.FLOAT64, in.dtype(), Scalars.of(inputs[in.index()]));
        }
        throw new IllegalArgumentException("no value for " + leaf);
    }
}
