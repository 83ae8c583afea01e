/** Tests of the CPU backend: everything is compared with the reference backend, to the bit. */
@NullMarked
package dev.vecgrad.simd;

import org.jspecify.annotations.NullMarked;
