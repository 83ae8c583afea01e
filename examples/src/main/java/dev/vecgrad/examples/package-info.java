/** Small programs to read, run and copy. */
@NullMarked
package dev.vecgrad.examples;

import org.jspecify.annotations.NullMarked;
