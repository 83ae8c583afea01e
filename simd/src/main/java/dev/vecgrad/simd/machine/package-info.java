/** What the machine offers to all loops: the width of its vectors. */
@NullMarked
package dev.vecgrad.simd.machine;

import org.jspecify.annotations.NullMarked;
