/** Values, how ops run on them, and the gradients' graph and engine. Knows no Tensor. */
@NullMarked
package dev.vecgrad.core;

import org.jspecify.annotations.NullMarked;
