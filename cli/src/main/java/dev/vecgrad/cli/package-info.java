/** The {@code vecgrad} command and its subcommands. */
@NullMarked
package dev.vecgrad.cli;

import org.jspecify.annotations.NullMarked;
