/** The table of op cases: each row is one use of an op, for vecgrad and for PyTorch. */
@NullMarked
package dev.vecgrad.tests.cases;

import org.jspecify.annotations.NullMarked;
