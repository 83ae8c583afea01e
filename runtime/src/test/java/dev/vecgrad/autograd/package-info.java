/** Gradients as users see them, compared with PyTorch's. */
@NullMarked
package dev.vecgrad.autograd;

import org.jspecify.annotations.NullMarked;
