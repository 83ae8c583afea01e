/** Long runs and many threads, each in a JVM of its own. */
@NullMarked
package dev.vecgrad.tests.stress;

import org.jspecify.annotations.NullMarked;
