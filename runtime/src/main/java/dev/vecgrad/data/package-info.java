/** Getting data in: synthetic sets, splits, scaling and IDX files as arrays; data sets and loaders as tensors. */
@NullMarked
package dev.vecgrad.data;

import org.jspecify.annotations.NullMarked;
