/**
 * Work that was taken down to be repeated: what a function's ops hand to the launcher, made shorter by passes, given one piece of memory,
 * and run again and again.
 */
@NullMarked
package dev.vecgrad.plan;

import org.jspecify.annotations.NullMarked;
