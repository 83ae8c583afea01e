@NullMarked
package dev.vecgrad.bench.jmh;

import org.jspecify.annotations.NullMarked;
