package dev.vecgrad.opencl;

/**
 * What the text of a kernel depends on besides its spec.
 *
 * @param width of the vectors along kept elements
 * @param teams whether a row of reduced elements is shared by work items, one for each lane
 * @param outer the number of dims of which each index is a row
 * @param reduced the number of reduced dims
 * @param phase which part of a reduction it does
 */
record Form(int width, boolean teams, int outer, int reduced, Phase phase) {}
