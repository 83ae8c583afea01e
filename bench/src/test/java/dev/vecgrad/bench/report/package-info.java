@NullMarked
package dev.vecgrad.bench.report;

import org.jspecify.annotations.NullMarked;
