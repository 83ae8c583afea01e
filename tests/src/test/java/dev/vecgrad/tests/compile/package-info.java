/** Compiled functions against the same functions called eagerly. */
@NullMarked
package dev.vecgrad.tests.compile;

import org.jspecify.annotations.NullMarked;
