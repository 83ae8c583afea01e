package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import java.util.Set;

/**
 * Where a program must leave a value.
 *
 * @param value the value
 * @param slot the slot with the address
 * @param aliases leaves that may lie in the same memory: they must have been read before
 */
record Target(Expr value, int slot, Set<Expr> aliases) {}
