/** Using a saved model. */
@NullMarked
package dev.vecgrad.cli.predict;

import org.jspecify.annotations.NullMarked;
