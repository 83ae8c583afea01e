/**
 * The declarations of ops, by family, and the interfaces that give them to users: each op is declared once, and kernels,
 * gradients and reference meaning follow.
 */
@NullMarked
package dev.vecgrad.ops;

import org.jspecify.annotations.NullMarked;
