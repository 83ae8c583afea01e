@NullMarked
package dev.vecgrad.opencl;

import org.jspecify.annotations.NullMarked;
