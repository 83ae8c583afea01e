/** Values, random streams, dispatch of ops, and the autograd engine. Knows no Tensor. */
@NullMarked
package dev.vecgrad.core;

import org.jspecify.annotations.NullMarked;
