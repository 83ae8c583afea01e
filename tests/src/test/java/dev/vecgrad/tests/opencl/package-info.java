@NullMarked
package dev.vecgrad.tests.opencl;

import org.jspecify.annotations.NullMarked;
