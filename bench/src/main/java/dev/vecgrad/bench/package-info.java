/** Times training work, under the names by which other engines are timed too. */
@NullMarked
package dev.vecgrad.bench;

import org.jspecify.annotations.NullMarked;
