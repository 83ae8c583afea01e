/** Functions of tensors that are taken down once and then repeated as few fused kernels in planned memory. */
@NullMarked
package dev.vecgrad.compile;

import org.jspecify.annotations.NullMarked;
