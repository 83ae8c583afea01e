/**
 * Functions of several stages, written in plain ops and fused into few kernels: the graph, its gradients, the fuser, and the
 * plans that eager library functions and compiled functions run.
 */
@NullMarked
package dev.vecgrad.graph;

import org.jspecify.annotations.NullMarked;
