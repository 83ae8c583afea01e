package dev.vecgrad.ops;

/** How elements that are scattered to one place become one. */
public enum ScatterReduction {
    /** Their sum. */
    SUM,
    /** Their product. */
    PROD,
    /** Their mean; of integers rounded down. */
    MEAN,
    /** The greatest; NaN if there is one. */
    AMAX,
    /** The least; NaN if there is one. */
    AMIN
}
