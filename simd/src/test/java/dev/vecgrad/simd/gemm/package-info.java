@NullMarked
package dev.vecgrad.simd.gemm;

import org.jspecify.annotations.NullMarked;
