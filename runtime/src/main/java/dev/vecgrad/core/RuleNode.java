package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** A node whose backward is a {@link Rule}. */
final class RuleNode extends Node {
    private final Rule rule;
    private final SavedValue[] saved;

    RuleNode(String name, Rule rule, SavedValue... saved) {
        super(name);
        this.rule = rule;
        this.saved = saved;
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        return rule.backward(new Backward(this, gradOutputs));
    }

    @Override
    protected SavedValue[] saved() {
        return saved;
    }

    boolean wants(int input) {
        return needs(input);
    }

    Value saved(int index) {
        return saved[index].unpack(this);
    }
}
