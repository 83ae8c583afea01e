/** Matrix products by vector kernels, for machines without a BLAS. */
@NullMarked
package dev.vecgrad.simd.gemm;

import org.jspecify.annotations.NullMarked;
