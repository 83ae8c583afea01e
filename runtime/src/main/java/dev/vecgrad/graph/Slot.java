package dev.vecgrad.graph;

/**
 * Where an operand of a planned kernel is.
 *
 * @param kind whose number
 * @param index the number
 */
record Slot(Kind kind, int index) {
    /** What a plan's memory is to its caller. */
    enum Kind {
        /** An argument of the call. */
        INPUT,
        /** A result of the call. */
        OUTPUT,
        /** What one kernel leaves for another. */
        TEMP
    }

    /** {@return the slot of argument {@code index}} */
    static Slot input(int index) {
        return new Slot(Kind.INPUT, index);
    }

    /** {@return the slot of result {@code index}} */
    static Slot output(int index) {
        return new Slot(Kind.OUTPUT, index);
    }

    /** {@return the slot of intermediate {@code index}} */
    static Slot temp(int index) {
        return new Slot(Kind.TEMP, index);
    }
}
