package dev.vecgrad.tests.stress;

import java.util.function.Supplier;

/**
 * A call that has yet to be made.
 *
 * @param what it calls, and with what
 * @param call makes it
 */
record Attempt(String what, Supplier<? extends Object> call) {}
