package dev.vecgrad.ops;

import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/** The gradients of {@code beta input + alpha a b}. */
final class AddmmNode extends Node {
    private final Shape input;
    private final SavedValue a;
    private final SavedValue b;
    private final boolean columnMajorA;
    private final boolean columnMajorB;
    private final double beta;
    private final double alpha;

    AddmmNode(String name, Shape input, Value a, Value b, double beta, double alpha) {
        super(name);
        this.input = input;
        this.a = SavedValue.of(a);
        this.b = SavedValue.of(b);
        this.columnMajorA = ProductGradients.isColumnMajor(a);
        this.columnMajorB = ProductGradients.isColumnMajor(b);
        this.beta = beta;
        this.alpha = alpha;
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value g = gradOutputs[0];
        if (g == null) {
            return new @Nullable Value[3];
        }
        Value scaled = Scaled.times(g, alpha);
        return new @Nullable Value[] {
            needs(0) ? Broadcast.undo(Scaled.times(g, beta), input) : null,
            needs(1) ? ProductGradients.left(scaled, b.unpack(this), columnMajorA) : null,
            needs(2) ? ProductGradients.right(a.unpack(this), scaled, columnMajorB) : null
        };
    }

    @Override
    protected SavedValue[] saved() {
        return new SavedValue[] {a, b};
    }
}
