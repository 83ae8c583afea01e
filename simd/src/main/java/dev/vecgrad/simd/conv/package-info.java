/** Convolutions by vector kernels. */
@NullMarked
package dev.vecgrad.simd.conv;

import org.jspecify.annotations.NullMarked;
