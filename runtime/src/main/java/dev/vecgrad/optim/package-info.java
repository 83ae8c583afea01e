/** Optimisers: they change parameters by their gradients. */
@NullMarked
package dev.vecgrad.optim;

import org.jspecify.annotations.NullMarked;
