package dev.vecgrad.ops;

import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/** The gradients of a product of matrices or batches, each only if it is wanted. */
final class ProductNode extends Node {
    private final SavedValue a;
    private final SavedValue b;
    private final Shape shapeOfA;
    private final Shape shapeOfB;
    private final boolean columnMajorA;
    private final boolean columnMajorB;

    ProductNode(String name, Value a, Value b) {
        super(name);
        this.a = SavedValue.of(a);
        this.b = SavedValue.of(b);
        this.shapeOfA = a.shape();
        this.shapeOfB = b.shape();
        this.columnMajorA = ProductGradients.isColumnMajor(a);
        this.columnMajorB = ProductGradients.isColumnMajor(b);
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value g = gradOutputs[0];
        if (g == null) {
            return new @Nullable Value[2];
        }
        return new @Nullable Value[] {needs(0) ? left(g) : null, needs(1) ? right(g) : null};
    }

    private Value left(Value g) {
        return Broadcast.undo(ProductGradients.left(g, b.unpack(this), columnMajorA), shapeOfA);
    }

    private Value right(Value g) {
        return Broadcast.undo(ProductGradients.right(a.unpack(this), g, columnMajorB), shapeOfB);
    }

    @Override
    protected SavedValue[] saved() {
        return new SavedValue[] {a, b};
    }
}
