package dev.vecgrad.ir;

/**
 * A primitive: an operation on scalars that every machine rounds alike, so that every backend, vector width and thread
 * count computes the same bits.
 *
 * <p>Backends keep exhaustive tables keyed by this enum; a primitive that a backend forgot does not compile. The
 * meaning of each is fixed here; NaN payloads are not.
 */
public enum Prim {
    /** {@code a + b}; integers wrap. */
    ADD(2),
    /** {@code a - b}; integers wrap. */
    SUB(2),
    /** {@code a * b}; integers wrap. */
    MUL(2),
    /** {@code a / b}; integers truncate toward zero, and a divisor of zero gives zero (ops check for it before). */
    DIV(2),
    /** The remainder with the sign of {@code a}, exact, as C's {@code fmod}; an integer divisor of zero gives zero. */
    REM(2),
    /** {@code a * b + c} rounded once; floating point only. */
    FMA(3),
    /** {@code -a}: flips the sign bit of a float; integers wrap. */
    NEG(1),
    /** {@code |a|}: clears the sign bit of a float; integers wrap. */
    ABS(1),
    /** The correctly rounded square root; floating point only. */
    SQRT(1),
    /** {@code a < b} as bool; false with NaN. Bools order false below true. */
    LT(2),
    /** {@code a <= b} as bool; false with NaN. */
    LE(2),
    /** {@code a == b} as bool; false with NaN. */
    EQ(2),
    /** {@code a != b} as bool; true with NaN. */
    NE(2),
    /** {@code c ? a : b}; the condition is bool, {@code a} and {@code b} are of one dtype; both are evaluated. */
    SELECT(3),
    /** Bitwise and of integers, logical of bools. */
    AND(2),
    /** Bitwise or of integers, logical of bools. */
    OR(2),
    /** Bitwise exclusive or of integers, logical of bools. */
    XOR(2),
    /** Bitwise complement of integers, logical of bools. */
    NOT(1),
    /** {@code a << b}; the count is taken modulo the width, as in Java. */
    SHL(2),
    /** {@code a >> b} with the sign; the count is taken modulo the width. */
    SHR(2),
    /** {@code a >>> b} without the sign; the count is taken modulo the width. */
    USHR(2),
    /**
     * The value in another dtype. Float to integer truncates toward zero, saturates, and NaN gives 0 (Java's rule);
     * integers wrap when narrowed; integers round to nearest even as floats; anything but zero is true; true is 1.
     */
    CAST(1),
    /** The same bits as a dtype of equal width: float32 with int32, float64 with int64. */
    BITCAST(1);

    private final int arity;

    Prim(int arity) {
        this.arity = arity;
    }

    /** {@return the number of arguments} */
    public int arity() {
        return arity;
    }
}
