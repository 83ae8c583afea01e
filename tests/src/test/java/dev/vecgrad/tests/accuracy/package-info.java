/** How far the lowered functions are from the truth: a sweep over all floats, and samples of it for every build. */
@NullMarked
package dev.vecgrad.tests.accuracy;

import org.jspecify.annotations.NullMarked;
