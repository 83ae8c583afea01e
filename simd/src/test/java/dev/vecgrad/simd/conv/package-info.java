/** Tests of convolutions' parts. */
@NullMarked
package dev.vecgrad.simd.conv;

import org.jspecify.annotations.NullMarked;
