/** The vocabulary every layer shares: shapes, dtypes, devices and the exceptions. Depends on nothing. */
@NullMarked
package dev.vecgrad.type;

import org.jspecify.annotations.NullMarked;
