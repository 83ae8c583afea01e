package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.Shape;
import java.util.List;

/** A loss whose elements depend on one element of each operand: for each reduction a function of one kernel forward and one backward. */
final class ElementLoss {
    /** The loss of an element. */
    @FunctionalInterface
    interface Body {
        /** {@return the loss, made of the operands and scalars of {@code f}} */
        Term of(Definition f);
    }

    private final LibraryFunction none;
    private final LibraryFunction mean;
    private final LibraryFunction sum;

    private ElementLoss(String noneName, String meanName, String sumName, Body body) {
        none = function(noneName, LossReduction.NONE, body);
        mean = function(meanName, LossReduction.MEAN, body);
        sum = function(sumName, LossReduction.SUM, body);
    }

    /** {@return a loss that is one node in PyTorch, too} */
    static ElementLoss ofNode(String name, Body body) {
        return new ElementLoss(name, name, name, body);
    }

    /** {@return a loss that PyTorch makes of several nodes; without a reduction the last one is {@code none}} */
    static ElementLoss composed(String none, Body body) {
        return new ElementLoss(none, "MeanBackward0", "SumBackward0", body);
    }

    private static LibraryFunction function(String name, LossReduction reduction, Body body) {
        return new LibraryFunction(name, Order.LOGICAL, f -> ElementLosses.reduce(f, reduction, body.of(f)));
    }

    LibraryFunction function(LossReduction reduction) {
        return switch (reduction) {
            case NONE -> none;
            case MEAN -> mean;
            case SUM -> sum;
        };
    }

    /** {@return the loss of operands that broadcast to {@code shape}} */
    Value apply(String op, LossReduction reduction, Shape shape, List<Value> operands, Cell... cells) {
        return LossFunctions.elementwise(op, function(reduction), reduction, shape, operands, cells);
    }

    /** {@return the loss of operands that broadcast} */
    Value apply(String op, LossReduction reduction, List<Value> operands, Cell... cells) {
        Shape shape = operands.getFirst().shape();
        for (Value operand : operands) {
            shape = Shape.broadcast(op, shape, operand.shape());
        }
        return apply(op, reduction, shape, operands, cells);
    }
}
