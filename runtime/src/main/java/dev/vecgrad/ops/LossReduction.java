package dev.vecgrad.ops;

/** What becomes of the losses of single elements. */
public enum LossReduction {
    /** They are the result. */
    NONE,
    /** Their mean; with class weights the mean weighted by them. */
    MEAN,
    /** Their sum. */
    SUM
}
