package dev.vecgrad.ir;

/** What a kernel's loop nest does with its dims. */
public enum Space {
    /** No dim is reduced: one result element per element. */
    MAP,
    /** The last logical dim is reduced: a row, all elements of the reduced dims, is the inner loop. */
    INNER,
    /** Dims are reduced but the last logical one stays: the inner loop runs along kept elements. */
    OUTER
}
