@NullMarked
package dev.vecgrad.blas;

import org.jspecify.annotations.NullMarked;
