package dev.vecgrad.graph;

import dev.vecgrad.core.Value;

/**
 * A value as a call sees it.
 *
 * @param value the value
 * @param strides in elements, one for each dim of the call, 0 along dims that it lacks
 */
record View(Value value, long[] strides) {}
