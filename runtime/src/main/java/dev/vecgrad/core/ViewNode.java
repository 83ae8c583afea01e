package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** The node of a view: maps the view's gradient to the base's. */
final class ViewNode extends Node {
    private final ViewFunction backward;

    ViewNode(String name, ViewFunction backward) {
        super(name);
        this.backward = backward;
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        return new Value[] {backward.apply(only(gradOutputs))};
    }
}
