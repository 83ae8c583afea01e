package dev.vecgrad.core;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for the op whose gradient goes wrong. While it is on for a thread, every node that is recorded remembers where, and an error
 * of a backward, or a NaN in its result, is told with the forward call that it belongs to. Costs a stack trace an op; off, a null check.
 *
 * @param checkNan whether NaN in a gradient is an error
 */
public record Anomaly(boolean checkNan) {
    /* The greatest of some numbers is NaN if one of them is. */
    private static final Map<DType, ReduceFunction> GREATEST = new EnumMap<>(DType.class);

    static {
        for (DType dtype : DType.values()) {
            if (dtype.isFloatingPoint()) {
                GREATEST.put(dtype, greatest(dtype));
            }
        }
    }

    private static ReduceFunction greatest(DType dtype) {
        Accumulator max = new Accumulator.Max(Expr.input(0, dtype));
        return new ReduceFunction(dtype, List.of(), List.of(max), List.of(Expr.acc(0, 0, dtype)));
    }

    /** {@return what is looked for on this thread, null if nothing is} */
    public static @Nullable Anomaly current() {
        return ThreadState.current().anomaly;
    }

    /** Sets what is looked for on this thread, null for nothing; {@return what was} */
    public static @Nullable Anomaly set(@Nullable Anomaly anomaly) {
        ThreadState state = ThreadState.current();
        Anomaly before = state.anomaly;
        state.anomaly = anomaly;
        return before;
    }

    /** {@return the result of a node's backward, in which there is no NaN if that is looked for} */
    @Nullable
    Value[] checked(Node node, Supplier<@Nullable Value[]> backward) {
        @Nullable Value[] gradients;
        try {
            gradients = backward.get();
        } catch (VecgradException e) {
            ForwardCall origin = node.origin();
            if (origin != null && e.getSuppressed().length == 0) {
                e.addSuppressed(origin.stack());
            }
            throw e;
        }
        for (int i = 0; checkNan && i < gradients.length; i++) {
            Value gradient = gradients[i];
            if (gradient != null && hasNan(gradient)) {
                throw nan(node, i);
            }
        }
        return gradients;
    }

    private static boolean hasNan(Value gradient) {
        boolean[] all = new boolean[gradient.rank()];
        Arrays.fill(all, true);
        ReduceFunction greatest = GREATEST.get(gradient.dtype());
        return greatest != null && Double.isNaN(HostElements.real(greatest.run(gradient, all, false)[0], 0));
    }

    private static AutogradException nan(Node node, int i) {
        String sentence =
                node.name() + ": Function '" + node.name() + "' returned nan values in its " + i + "th output.: ";
        ForwardCall origin = node.origin();
        return origin == null
                ? new AutogradException(
                        sentence + "no forward pass information: the op was recorded outside detectAnomaly")
                : new AutogradException(sentence + origin.text(), origin.stack());
    }
}
