/** What a device implements to run vecgrad: a backend with its kernels, an allocator, matrix products. Found with ServiceLoader. */
@NullMarked
package dev.vecgrad.spi;

import org.jspecify.annotations.NullMarked;
