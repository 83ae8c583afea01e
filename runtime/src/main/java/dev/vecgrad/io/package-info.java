/** Files of tensors: safetensors, read and written without a library. */
@NullMarked
package dev.vecgrad.io;

import org.jspecify.annotations.NullMarked;
