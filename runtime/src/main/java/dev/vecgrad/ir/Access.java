package dev.vecgrad.ir;

/**
 * How an operand moves along a kernel's inner loop.
 *
 * <p>The inner loop runs over the last kept dim ({@link Space#MAP}, {@link Space#OUTER}) or over all reduced dims taken
 * as one ({@link Space#INNER}).
 */
public enum Access {
    /** From one element to the next in memory. */
    UNIT,
    /** It stays: one element serves the whole inner loop. */
    ZERO,
    /** Any other stride, or several reduced dims that do not collapse into one. */
    STRIDED
}
