package dev.vecgrad.ops;

import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/** The gradients of {@code input + a b}. */
final class AddmmNode extends Node {
    private final Shape input;
    private final SavedValue a;
    private final SavedValue b;

    AddmmNode(Shape input, Value a, Value b) {
        super("AddmmBackward0");
        this.input = input;
        this.a = SavedValue.of(a);
        this.b = SavedValue.of(b);
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value g = gradOutputs[0];
        if (g == null) {
            return new @Nullable Value[3];
        }
        return new @Nullable Value[] {
            needs(0) ? Broadcast.undo(g, input) : null,
            needs(1) ? Products.matmul(g, Movement.t(b.unpack(this))) : null,
            needs(2) ? Products.matmul(Movement.t(a.unpack(this)), g) : null
        };
    }

    @Override
    protected SavedValue[] saved() {
        return new SavedValue[] {a, b};
    }
}
