/** What users call for gradients besides {@link dev.vecgrad.Tensor#backward()}. */
@NullMarked
package dev.vecgrad.autograd;

import org.jspecify.annotations.NullMarked;
