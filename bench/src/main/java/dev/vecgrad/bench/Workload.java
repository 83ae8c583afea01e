package dev.vecgrad.bench;

import java.util.function.Supplier;

/**
 * Work to be timed, under the name that all engines share. What a step makes is freed at its end.
 *
 * @param name such as {@code matmul/256}: what is done, a slash, its size
 * @param prepare makes the operands and returns one step of the work
 */
public record Workload(String name, Supplier<Runnable> prepare) {}
