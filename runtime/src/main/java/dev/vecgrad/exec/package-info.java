/** Where work runs: the thread pool, the launcher that alone sees addresses, the choice of a backend, products in panels. */
@NullMarked
package dev.vecgrad.exec;

import org.jspecify.annotations.NullMarked;
