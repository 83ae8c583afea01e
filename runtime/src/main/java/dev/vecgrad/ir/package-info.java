/**
 * What an op computes, said without a device: typed expressions, their derivatives and lowering, and the kernels made
 * of them. {@link dev.vecgrad.ir.Expr} is the vocabulary, {@link dev.vecgrad.ir.KernelSpec} the unit of compilation,
 * {@link dev.vecgrad.ir.Launch} one execution of it.
 */
@NullMarked
package dev.vecgrad.ir;

import org.jspecify.annotations.NullMarked;
