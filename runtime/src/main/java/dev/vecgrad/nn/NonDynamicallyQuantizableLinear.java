package dev.vecgrad.nn;

/** The linear layer behind attention, under the name that PyTorch prints. */
final class NonDynamicallyQuantizableLinear extends Linear {
    NonDynamicallyQuantizableLinear(long inFeatures, long outFeatures, LinearOptions options) {
        super(inFeatures, outFeatures, options);
    }
}
