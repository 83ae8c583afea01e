/**
 * The CPU backend: kernels made of the JDK's vectors. {@link dev.vecgrad.simd.SimdBackend} is the way in; its essay says
 * how a {@link dev.vecgrad.ir.KernelSpec} becomes loops.
 */
@NullMarked
package dev.vecgrad.simd;

import org.jspecify.annotations.NullMarked;
