/** Benchmarks of single pieces by JMH, each beside a baseline, and the table of what they measured. */
@NullMarked
package dev.vecgrad.bench.jmh;

import org.jspecify.annotations.NullMarked;
