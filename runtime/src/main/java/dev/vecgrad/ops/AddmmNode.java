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
    private final boolean columnMajorA;
    private final boolean columnMajorB;

    AddmmNode(Shape input, Value a, Value b) {
        super("AddmmBackward0");
        this.input = input;
        this.a = SavedValue.of(a);
        this.b = SavedValue.of(b);
        this.columnMajorA = ProductGradients.isColumnMajor(a);
        this.columnMajorB = ProductGradients.isColumnMajor(b);
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value g = gradOutputs[0];
        if (g == null) {
            return new @Nullable Value[3];
        }
        return new @Nullable Value[] {
            needs(0) ? Broadcast.undo(g, input) : null,
            needs(1) ? ProductGradients.left(g, b.unpack(this), columnMajorA) : null,
            needs(2) ? ProductGradients.right(a.unpack(this), g, columnMajorB) : null
        };
    }

    @Override
    protected SavedValue[] saved() {
        return new SavedValue[] {a, b};
    }
}
