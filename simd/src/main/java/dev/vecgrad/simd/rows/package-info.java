/** Calls that treat rows: scans, orders, and what is found in them. On native memory, with Java arrays as scratch. */
@NullMarked
package dev.vecgrad.simd.rows;

import org.jspecify.annotations.NullMarked;
