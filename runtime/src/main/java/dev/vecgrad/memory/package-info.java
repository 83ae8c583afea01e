/**
 * Native memory: storages, the pool they come from, and the three ways by which it returns. Users see {@link Scope} and {@link Memory};
 * only {@code dev.vecgrad.exec} asks a {@link Storage} for its address.
 */
@NullMarked
package dev.vecgrad.memory;

import org.jspecify.annotations.NullMarked;
