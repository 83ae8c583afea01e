package dev.vecgrad.ir;

/**
 * Storing a value.
 *
 * @param output the number of the output operand
 * @param value the value, of the output's dtype
 */
public record Write(int output, Expr value) {
    @Override
    public String toString() {
        return "out" + output + " = " + value;
    }
}
