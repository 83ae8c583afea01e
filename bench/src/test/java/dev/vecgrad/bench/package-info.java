@NullMarked
package dev.vecgrad.bench;

import org.jspecify.annotations.NullMarked;
