package dev.vecgrad.simd;

/**
 * What is free of a run's slots and scratch.
 *
 * @param slot the number of the first free slot
 * @param bytes where scratch is free from
 */
record Room(int slot, long bytes) {}
