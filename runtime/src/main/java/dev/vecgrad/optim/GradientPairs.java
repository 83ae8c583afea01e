package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Variables that have a gradient, with it. */
final class GradientPairs {
    private record Pair(Value gradient, Value variable, int index) {}

    private final List<Pair> pairs = new ArrayList<>();

    private GradientPairs() {}

    static GradientPairs of(List<? extends @Nullable Tensor> gradients, List<? extends Tensor> variables) {
        if (gradients.size() != variables.size()) {
            throw new VecgradException("applyGradients: got " + gradients.size() + " gradients and " + variables.size()
                    + " variables: each variable needs one, or null");
        }
        GradientPairs result = new GradientPairs();
        for (int i = 0; i < variables.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient != null) {
                check(gradient, variables.get(i), i);
                result.pairs.add(new Pair(gradient.value(), variables.get(i).value(), i));
            }
        }
        if (result.pairs.isEmpty()) {
            throw new VecgradException(
                    "applyGradients: No gradients provided for any variable: all " + variables.size() + " are null");
        }
        return result;
    }

    private static void check(Tensor gradient, Tensor variable, int i) {
        if (!gradient.shape().equals(variable.shape()) || gradient.dtype() != variable.dtype()) {
            throw new VecgradException("applyGradients: the gradient at index " + i + " is " + gradient.dtype() + " "
                    + gradient.shape() + " and its variable " + variable.dtype() + " " + variable.shape()
                    + ": they must be alike");
        }
    }

    /** Throws unless all variables are among the optimiser's parameters. */
    void checkKnown(Set<Value> parameters) {
        for (Pair pair : pairs) {
            if (!parameters.contains(pair.variable)) {
                throw new VecgradException("applyGradients: the variable at index " + pair.index
                        + " is not among the parameters of this optimiser: give it to the constructor or to addGroup");
            }
        }
    }

    void forEach(BiConsumer<Value, Value> action) {
        pairs.forEach(pair -> action.accept(pair.gradient, pair.variable));
    }
}
