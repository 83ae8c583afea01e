/** Files of tensors: safetensors, npy, npz, and checkpoints made of them; read and written without a library. */
@NullMarked
package dev.vecgrad.io;

import org.jspecify.annotations.NullMarked;
