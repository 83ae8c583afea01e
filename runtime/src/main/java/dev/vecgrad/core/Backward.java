package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** What a {@link Rule} may ask while it runs. */
public final class Backward {
    private final RuleNode node;
    private final @Nullable Value[] gradOutputs;

    Backward(RuleNode node, @Nullable Value[] gradOutputs) {
        this.node = node;
        this.gradOutputs = gradOutputs;
    }

    /** {@return the gradient of the only output} */
    public Value gradient() {
        return Node.only(gradOutputs);
    }

    /** {@return the gradient of an output, null if none arrived} */
    public @Nullable Value gradient(int output) {
        return gradOutputs[output];
    }

    /** {@return whether the gradient of an input is wanted} */
    public boolean needs(int input) {
        return node.wants(input);
    }

    /** {@return a saved value, in the order in which they were given} */
    public Value saved(int index) {
        return node.saved(index);
    }
}
