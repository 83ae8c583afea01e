/** Reading values that other libraries computed. */
@NullMarked
package dev.vecgrad.golden;

import org.jspecify.annotations.NullMarked;
