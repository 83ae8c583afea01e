package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.Map;
import java.util.Objects;

/** Checks of choices. */
final class Checks {
    private Checks() {}

    /** Throws unless {@code value} is zero or more. */
    static void notNegative(String optimizer, String what, double value) {
        if (!(value >= 0)) {
            throw new VecgradException(optimizer + ": Invalid " + what + ": " + value + ": it must not be negative");
        }
    }

    /** Throws unless {@code value} is in [0, 1). */
    static void share(String optimizer, int index, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new VecgradException(
                    optimizer + ": Invalid beta parameter at index " + index + ": " + value + ": it must be in [0, 1)");
        }
    }

    /** Throws unless {@code value} is in [0, 1]. */
    static void fraction(String optimizer, String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new VecgradException(optimizer + ": Invalid " + what + ": " + value + ": it must be in [0, 1]");
        }
    }

    /** Throws unless one factor shrinks and the other grows. */
    static void etas(double minus, double plus) {
        if (!(minus > 0 && minus < 1 && plus > 1)) {
            throw new VecgradException("Rprop: Invalid eta values: " + minus + ", " + plus
                    + ": the first must be between 0 and 1 and the second above 1");
        }
    }

    /** Throws unless a schedule's choice fits. */
    static void schedule(String schedule, boolean fits, String rule) {
        if (!fits) {
            throw new VecgradException(schedule + ": " + rule);
        }
    }

    /** Throws unless there is one function for each group. */
    static void oneForEach(String schedule, int functions, int groups) {
        if (functions != groups) {
            throw new VecgradException(
                    schedule + ": Expected " + groups + " lr_lambdas, but got " + functions + ": one for each group");
        }
    }

    static double number(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    static boolean truth(Map<String, Double> numbers, String name) {
        return number(numbers, name) != 0;
    }

    static double number(boolean truth) {
        return truth ? 1 : 0;
    }
}
