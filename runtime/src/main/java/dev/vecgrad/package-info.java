/** What a user of vecgrad writes programs with. */
@NullMarked
package dev.vecgrad;

import org.jspecify.annotations.NullMarked;
