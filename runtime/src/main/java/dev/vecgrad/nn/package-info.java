/**
 * Layers, losses and their parameters. A model is a {@link dev.vecgrad.nn.Module}; what maps one tensor to another is a
 * {@link dev.vecgrad.nn.Layer}.
 */
@NullMarked
package dev.vecgrad.nn;

import org.jspecify.annotations.NullMarked;
