/** Suites that cross modules. */
@NullMarked
package dev.vecgrad.tests;

import org.jspecify.annotations.NullMarked;
