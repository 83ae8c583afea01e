/** Finding and loading native libraries, and OpenBLAS for matrix products. */
@NullMarked
package dev.vecgrad.blas;

import org.jspecify.annotations.NullMarked;
