package dev.vecgrad.autograd;

/** What stands for the gradient with respect to a source that the targets do not depend on. TensorFlow's tf.UnconnectedGradients. */
public enum UnconnectedGradients {
    /** Null. */
    NONE,
    /** Zeros of the source's shape. */
    ZERO
}
