package dev.vecgrad.opencl;

/** Which part of a reduction a kernel does. The blocks' totals meet in the same order in either way, so the bits are the same. */
enum Phase {
    /** All of it: a work item, or a team of them, goes through all blocks of its row. */
    WHOLE,
    /** A work item, or a team, for each block, whose totals go to the scratch memory: where there are few rows. */
    BLOCKS,
    /** What is left after {@link #BLOCKS}: the totals meet, and results are written. */
    TOTALS
}
