package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a derivative does not depend on what it is taken by: zeros, or an error in strict mode. The sentences are PyTorch's. */
enum Strictness {
    /** Outputs by inputs. */
    BACK(
            "The output of the user-provided function is independent of input %d. This is not allowed in strict mode.",
            "jacobian"),

    /** Gradients of inputs by gradients of outputs. */
    BACK_TRICK(
            "The gradient with respect to the input is independent of entry %d in the grad_outputs when using the double"
                    + " backward trick to compute forward mode gradients. This is not allowed in strict mode.",
            "jacobian"),

    /** Gradients by inputs. */
    DOUBLE_BACK(
            "The jacobian of the user-provided function is independent of input %d. This is not allowed in strict mode.",
            "hessian"),

    /** Second gradients by gradients. */
    DOUBLE_BACK_TRICK(
            "The hessian of the user-provided function is independent of entry %d in the grad_jacobian. This is not allowed"
                    + " in strict mode as it prevents from using the double backward trick to replace forward mode AD.",
            "hessian");

    private final String missing;
    private final String derivative;

    Strictness(String missing, String derivative) {
        this.missing = missing;
        this.derivative = derivative;
    }

    /** {@return the gradients, with zeros like {@code references} for those that are missing} */
    List<Tensor> filled(
            String op, List<@Nullable Tensor> gradients, List<Tensor> references, FunctionalOptions options) {
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (options.strict() && gradient == null) {
                throw new AutogradException(op + ": " + String.format(Locale.ROOT, missing, i));
            }
            if (options.strict() && options.createGraph() && gradient != null && !gradient.requiresGrad()) {
                throw new AutogradException(op + ": The " + derivative
                        + " of the user-provided function is independent of input " + i
                        + ". This is not allowed in strict mode when create_graph=True.");
            }
            result.add(gradient == null ? zerosLike(references.get(i)) : gradient);
        }
        return result;
    }

    /** {@return zeros that look like it} */
    static Tensor zerosLike(Tensor tensor) {
        return Tensor.zeros(tensor.shape().toArray(), tensor.dtype());
    }

    /** Throws in strict mode if one of the function's outputs does not require a gradient. */
    static void checkOutputs(String op, List<Tensor> outputs, FunctionalOptions options) {
        for (int i = 0; options.strict() && i < outputs.size(); i++) {
            if (!outputs.get(i).requiresGrad()) {
                throw new AutogradException(op + ": Output " + i
                        + " of the user-provided function does not require gradients. The outputs must be computed in a"
                        + " differentiable manner from the input when running in strict mode.");
            }
        }
    }

    /** Throws in strict mode if a gradient is missing or does not depend on the inputs. */
    static void checkDepends(
            String op, List<@Nullable Tensor> gradients, FunctionalOptions options, String independent) {
        for (int i = 0; options.strict() && i < gradients.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient == null) {
                throw new AutogradException(op + ": " + String.format(Locale.ROOT, BACK.missing, i));
            }
            if (!gradient.requiresGrad()) {
                throw new AutogradException(op + ": " + String.format(Locale.ROOT, independent, i));
            }
        }
    }
}
