/** Running things: the one thread pool, and the launcher that alone sees addresses. */
@NullMarked
package dev.vecgrad.exec;

import org.jspecify.annotations.NullMarked;
