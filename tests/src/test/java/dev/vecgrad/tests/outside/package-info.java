/** Use of vecgrad from a project of its own. */
@NullMarked
package dev.vecgrad.tests.outside;

import org.jspecify.annotations.NullMarked;
