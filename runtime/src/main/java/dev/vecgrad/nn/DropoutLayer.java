package dev.vecgrad.nn;

/** A layer that drops with some probability in training. */
abstract sealed class DropoutLayer extends Layer
        permits Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout {
    private final double p;

    DropoutLayer(double p) {
        Dropouts.requireProbability(p);
        this.p = p;
    }

    /** {@return the probability} */
    public final double p() {
        return p;
    }

    @Override
    protected final String extraText() {
        return "p=" + Texts.number(p) + ", inplace=False";
    }
}
