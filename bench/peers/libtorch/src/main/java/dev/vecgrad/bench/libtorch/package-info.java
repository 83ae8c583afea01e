/** PyTorch's library in a JVM, beside us in the benchmark. */
@NullMarked
package dev.vecgrad.bench.libtorch;

import org.jspecify.annotations.NullMarked;
