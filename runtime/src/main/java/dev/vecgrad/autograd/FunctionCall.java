package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's function on inputs of its own, so that it can be told by which use of a tensor it is differentiated.
 *
 * @param inputs what the function got; each requires a gradient
 * @param outputs what it returned
 */
record FunctionCall(String op, List<Tensor> inputs, List<Tensor> outputs, FunctionalOptions options) {
    private static final String GRADIENT_INDEPENDENT =
            "The gradient with respect to input %d is independent of the inputs of the user-provided function. This is not"
                    + " allowed in strict mode.";
    private static final String JACOBIAN_INDEPENDENT =
            "While computing the hessian, found that the jacobian of the user-provided function with respect to input %d is"
                    + " independent of the input. This is not allowed in strict mode. You should ensure that your function is"
                    + " twice differentiable and that the jacobian depends on the inputs (this would be violated by a linear"
                    + " function for example).";

    /** Calls it; recorded. */
    static FunctionCall of(
            String op, TensorsFunction function, List<? extends Tensor> given, FunctionalOptions options) {
        List<Tensor> inputs = own(given, options.createGraph());
        List<Tensor> outputs = List.of(function.apply(inputs.toArray(Tensor[]::new)));
        Strictness.checkOutputs(op, outputs, options);
        return new FunctionCall(op, inputs, outputs, options);
    }

    private static List<Tensor> own(List<? extends Tensor> given, boolean connected) {
        List<Tensor> own = new ArrayList<>();
        for (Tensor tensor : given) {
            own.add(
                    connected && tensor.requiresGrad()
                            ? tensor.view(tensor.shape().toArray())
                            : tensor.detach().requiresGrad_(true));
        }
        return own;
    }

    /** {@return the gradients of those outputs that require one; null where there is none} */
    static List<@Nullable Tensor> gradients(
            List<? extends @Nullable Tensor> outputs,
            List<Tensor> inputs,
            @Nullable List<? extends @Nullable Tensor> vector,
            GradOptions options) {
        List<Tensor> differentiable = new ArrayList<>();
        List<@Nullable Tensor> own = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            if (output != null && output.requiresGrad()) {
                differentiable.add(output);
                own.add(vector == null ? null : vector.get(i));
            }
        }
        return differentiable.isEmpty()
                ? Collections.nCopies(inputs.size(), null)
                : Autograd.gradOrNull(differentiable, inputs, own, options);
    }

    /** {@return how the last gradient is computed} */
    GradOptions last() {
        return options.createGraph() ? GradOptions.CREATE_GRAPH : GradOptions.DEFAULT;
    }

    /** {@return a vector that fits {@code references}; null, for 1, if there is one reference of one element} */
    @Nullable
    List<Tensor> vector(@Nullable List<? extends Tensor> given, List<Tensor> references, String what) {
        if (given == null) {
            if (references.size() != 1 || references.getFirst().numel() != 1) {
                throw new AutogradException(op + ": The vector v can only be None if " + what
                        + " a single Tensor with a single element.: give v");
            }
            return null;
        }
        if (given.size() != references.size()) {
            throw new ShapeException(op + ": v is a tuple of invalid length: should be " + references.size()
                    + " but got " + given.size() + ".");
        }
        List<Tensor> vector = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            checkShape(given.get(i), references.get(i), i);
            vector.add(options.createGraph() ? given.get(i) : given.get(i).detach());
        }
        return vector;
    }

    private void checkShape(Tensor v, Tensor reference, int i) {
        if (!v.shape().equals(reference.shape())) {
            throw new ShapeException(op + ": Entry " + i + " in v has invalid size: should be " + reference.shape()
                    + " but got " + v.shape() + ".");
        }
    }

    /** {@return the gradients of the outputs by the inputs as a function of {@code gradOutputs}, and of the inputs} */
    List<@Nullable Tensor> linearised(List<Tensor> gradOutputs) {
        List<@Nullable Tensor> gradients = gradients(outputs, inputs, gradOutputs, GradOptions.CREATE_GRAPH);
        Strictness.checkDepends(op, gradients, options, GRADIENT_INDEPENDENT);
        return gradients;
    }

    /** {@return the gradient of the only output, a scalar, to be differentiated again} */
    List<@Nullable Tensor> slope() {
        requireScalar();
        List<@Nullable Tensor> slope = gradients(outputs, inputs, null, GradOptions.CREATE_GRAPH);
        Strictness.checkDepends(op, slope, options, JACOBIAN_INDEPENDENT);
        return slope;
    }

    private void requireScalar() {
        if (outputs.size() != 1) {
            throw new AutogradException(op + ": The function given to " + op
                    + " should return a single Tensor: it returned " + outputs.size());
        }
        if (outputs.getFirst().numel() != 1) {
            throw new AutogradException(op + ": The Tensor returned by the function given to " + op
                    + " should contain a single element: it has shape "
                    + outputs.getFirst().shape());
        }
    }

    /** {@return zeros like each, that require a gradient} */
    static List<Tensor> dummies(List<Tensor> tensors) {
        List<Tensor> dummies = new ArrayList<>();
        for (Tensor tensor : tensors) {
            dummies.add(Strictness.zerosLike(tensor).requiresGrad_(true));
        }
        return dummies;
    }

    /** {@return results as the caller gets them: with a history only if that was asked for} */
    List<Tensor> results(List<Tensor> tensors) {
        return options.createGraph()
                ? List.copyOf(tensors)
                : tensors.stream().map(Tensor::detach).toList();
    }
}
