/** Training from the command line: data, model, loop, and what is written of it. */
@NullMarked
package dev.vecgrad.cli.train;

import org.jspecify.annotations.NullMarked;
