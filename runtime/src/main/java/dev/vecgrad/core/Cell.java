package dev.vecgrad.core;

/**
 * A number that functions read at each call, such as a learning rate: changing it changes what the next call computes, also of a
 * function that was compiled before.
 */
public final class Cell {
    private volatile double value;

    /** A cell that holds {@code value}. */
    public Cell(double value) {
        this.value = value;
    }

    /** {@return the number} */
    public double get() {
        return value;
    }

    /** Changes the number. */
    public void set(double value) {
        this.value = value;
    }

    @Override
    public String toString() {
        return "Cell[" + value + "]";
    }
}
