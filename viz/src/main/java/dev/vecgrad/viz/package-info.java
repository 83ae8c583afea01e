/** Plots of numbers and drawings of graphs, as files; no window is opened and no screen is needed. */
@NullMarked
package dev.vecgrad.viz;

import org.jspecify.annotations.NullMarked;
