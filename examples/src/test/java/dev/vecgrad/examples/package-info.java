@NullMarked
package dev.vecgrad.examples;

import org.jspecify.annotations.NullMarked;
