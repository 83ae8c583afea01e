package dev.vecgrad.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of scalars with a derivative: what an expression applies above the primitives.
 *
 * <p>Arguments and result are of one floating dtype. {@link MathFn} is the fixed vocabulary; {@link Declared} ones
 * come from the declaration of an op.
 */
public sealed interface Fn permits MathFn, Declared {
    /** {@return the name shown in listings} */
    String text();

    /** {@return the number of arguments} */
    int arity();

    /**
     * {@return the same value in simpler terms: an expression of primitives and simpler functions}
     *
     * @param args the arguments, all of one dtype
     */
    Expr expand(List<Expr> args);

    /**
     * {@return the partial derivative by each argument; null where the function does not depend on it smoothly}
     *
     * @param args the arguments
     * @param result the application itself, for derivatives that are best said by the result
     */
    List<@Nullable Expr> derivatives(List<Expr> args, Expr result);
}
