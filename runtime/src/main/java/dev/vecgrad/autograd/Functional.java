package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Jacobians, Hessians and their products with vectors, of functions of tensors. PyTorch's torch.autograd.functional.
 *
 * {@snippet :
 * Tensor jacobian = Functional.jacobian(t -> t.exp().mul(2), x);
 * Tensor product = Functional.hvp(t -> t.pow(3).sum(), x, Tensor.ones(2, 3)).product();
 * }
 *
 * <p>The function gets tensors of its own with the inputs' elements. Results have no history unless {@link FunctionalOptions#createGraph} is
 * set. Where there is no dependence zeros are returned, or, in {@link FunctionalOptions#strict} mode, an exception is thrown. Nothing is added
 * to any {@code grad()} unless the function does so.
 */
public final class Functional {
    private Functional() {}

    /** {@return results without history, zeros where there is no dependence} */
    public static FunctionalOptions options() {
        return new FunctionalOptions(false, false);
    }

    private static TensorsFunction of(UnaryOperator<Tensor> function) {
        return in -> new Tensor[] {function.apply(in[0])};
    }

    private static @Nullable List<Tensor> listOrNull(@Nullable Tensor v) {
        return v == null ? null : List.of(v);
    }

    // ---- products with the Jacobian

    /**
     * {@return the function's result and v times its Jacobian, of x's shape} One backward pass.
     *
     * @param v of the result's shape; null for 1 if the result has one element
     */
    public static Products vjp(UnaryOperator<Tensor> function, Tensor x, @Nullable Tensor v) {
        return vjp(of(function), List.of(x), listOrNull(v), options());
    }

    /**
     * {@return the function's results and the vector v times its Jacobian: a tensor for each input}
     *
     * @param v a tensor for each result; null for 1 if there is one result with one element
     * @throws AutogradException in strict mode, if an output does not depend on an input
     * @throws dev.vecgrad.type.ShapeException if v does not fit the results
     */
    public static Products vjp(
            TensorsFunction function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            FunctionalOptions options) {
        try (GradGuard _ = Autograd.enableGrad()) {
            FunctionCall call = FunctionCall.of("vjp", function, inputs, options);
            List<Tensor> vector = call.vector(v, call.outputs(), "the user-provided function returns");
            List<Tensor> product = Strictness.BACK.filled(
                    "vjp",
                    FunctionCall.gradients(call.outputs(), call.inputs(), vector, call.last()),
                    call.inputs(),
                    options);
            return new Products(call.results(call.outputs()), call.results(product));
        }
    }

    /**
     * {@return the function's result and its Jacobian times v, of the result's shape} Two backward passes: the first makes the gradient a linear
     * function, which the second differentiates.
     *
     * @param v of x's shape; null for 1 if x has one element
     */
    public static Products jvp(UnaryOperator<Tensor> function, Tensor x, @Nullable Tensor v) {
        return jvp(of(function), List.of(x), listOrNull(v), options());
    }

    /** {@return the function's results and its Jacobian times the vector v: a tensor for each result}; as the others */
    public static Products jvp(
            TensorsFunction function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            FunctionalOptions options) {
        try (GradGuard _ = Autograd.enableGrad()) {
            FunctionCall call = FunctionCall.of("jvp", function, inputs, options);
            List<Tensor> vector = call.vector(v, call.inputs(), "the input to the user-provided function is");
            List<Tensor> gradOutputs = FunctionCall.dummies(call.outputs());
            List<Tensor> product = Strictness.BACK_TRICK.filled(
                    "jvp",
                    FunctionCall.gradients(call.linearised(gradOutputs), gradOutputs, vector, call.last()),
                    call.outputs(),
                    options);
            return new Products(call.results(call.outputs()), call.results(product));
        }
    }

    // ---- the Jacobian

    /** {@return the derivatives of every element of the result by every element of x, of the result's shape followed by x's} */
    public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor x) {
        return jacobian(of(function), List.of(x), options()).getFirst().getFirst();
    }

    /** {@return for each result, for each input, the derivatives of the one by the other} Cost: a backward pass for each result's element. */
    public static List<List<Tensor>> jacobian(
            TensorsFunction function, List<? extends Tensor> inputs, FunctionalOptions options) {
        try (GradGuard _ = Autograd.enableGrad()) {
            FunctionCall call = FunctionCall.of("jacobian", function, inputs, options);
            List<List<Tensor>> rows = new ArrayList<>();
            for (int i = 0; i < call.outputs().size(); i++) {
                rows.add(call.results(jacobian(call, i)));
            }
            return List.copyOf(rows);
        }
    }

    private static List<Tensor> jacobian(FunctionCall call, int output) {
        GradOptions grad = call.options().createGraph() ? GradOptions.CREATE_GRAPH : GradOptions.RETAIN_GRAPH;
        Tensor of = call.outputs().get(output);
        List<@Nullable Tensor> found =
                Jacobians.of(of, call.inputs(), start -> checkedRow(call, output, row(call, of, start, grad)));
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Tensor jacobian = found.get(i);
            result.add(jacobian == null ? Jacobians.zeros(of, call.inputs().get(i)) : jacobian);
        }
        return result;
    }

    private static List<@Nullable Tensor> row(FunctionCall call, Tensor output, Tensor start, GradOptions grad) {
        return FunctionCall.gradients(List.of(output), call.inputs(), List.of(start), grad);
    }

    private static List<@Nullable Tensor> checkedRow(FunctionCall call, int output, List<@Nullable Tensor> row) {
        for (int i = 0; call.options().strict() && i < row.size(); i++) {
            Tensor gradient = row.get(i);
            if (gradient == null) {
                throw new AutogradException("jacobian: Output " + output
                        + " of the user-provided function is independent of input " + i
                        + ". This is not allowed in strict mode.");
            }
            if (call.options().createGraph() && !gradient.requiresGrad()) {
                throw new AutogradException(
                        "jacobian: The jacobian of the user-provided function is independent of input " + i
                                + ". This is not allowed in strict mode when create_graph=True.");
            }
        }
        return row;
    }

    // ---- the Hessian

    /** {@return the second derivatives of a function with a scalar result, of x's shape twice} */
    public static Tensor hessian(UnaryOperator<Tensor> function, Tensor x) {
        return hessian(of(function), List.of(x), options()).getFirst().getFirst();
    }

    /**
     * {@return for each input, for each input, the second derivatives of a function with a scalar result by the one and the other}
     *
     * @throws AutogradException if the function returns several tensors or one with other than one element; in strict mode, if a derivative
     *     does not depend on an input
     */
    public static List<List<Tensor>> hessian(
            TensorsFunction function, List<? extends Tensor> inputs, FunctionalOptions options) {
        TensorsFunction slope = in -> {
            List<Tensor> given = List.of(in);
            FunctionCall call = FunctionCall.of("hessian", function, given, options.createGraph(true));
            List<@Nullable Tensor> gradients = call.slope();
            Tensor[] result = new Tensor[gradients.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = orZeros(gradients.get(i), given.get(i));
            }
            return result;
        };
        return jacobian(slope, inputs, options);
    }

    private static Tensor orZeros(@Nullable Tensor gradient, Tensor input) {
        return gradient == null ? Strictness.zerosLike(input) : gradient;
    }

    // ---- products with the Hessian

    /**
     * {@return the result of a function with a scalar result, and v times its Hessian, of x's shape} Two backward passes; cheaper than {@link #hvp},
     * and equal to it where the Hessian is symmetric.
     *
     * @param v of x's shape; null for 1 if x has one element
     */
    public static Products vhp(UnaryOperator<Tensor> function, Tensor x, @Nullable Tensor v) {
        return vhp(of(function), List.of(x), listOrNull(v), options());
    }

    /** {@return the result of a function with a scalar result, and the vector v times its Hessian: a tensor for each input}; as the others */
    public static Products vhp(
            TensorsFunction function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            FunctionalOptions options) {
        try (GradGuard _ = Autograd.enableGrad()) {
            FunctionCall call = FunctionCall.of("vhp", function, inputs, options);
            List<Tensor> vector = call.vector(v, call.inputs(), "the input to the user-provided function is");
            List<Tensor> product = Strictness.DOUBLE_BACK.filled(
                    "vhp",
                    FunctionCall.gradients(call.slope(), call.inputs(), vector, call.last()),
                    call.inputs(),
                    options);
            return new Products(call.results(call.outputs()), call.results(product));
        }
    }

    /** {@return the result of a function with a scalar result, and its Hessian times v, of x's shape} Three backward passes. */
    public static Products hvp(UnaryOperator<Tensor> function, Tensor x, @Nullable Tensor v) {
        return hvp(of(function), List.of(x), listOrNull(v), options());
    }

    /** {@return the result of a function with a scalar result, and its Hessian times the vector v: a tensor for each input}; as the others */
    public static Products hvp(
            TensorsFunction function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            FunctionalOptions options) {
        try (GradGuard _ = Autograd.enableGrad()) {
            FunctionCall call = FunctionCall.of("hvp", function, inputs, options);
            List<Tensor> vector = call.vector(v, call.inputs(), "the input to the user-provided function is");
            List<Tensor> gradSlope = FunctionCall.dummies(call.inputs());
            List<@Nullable Tensor> twice =
                    FunctionCall.gradients(call.slope(), call.inputs(), gradSlope, GradOptions.CREATE_GRAPH);
            List<Tensor> product = Strictness.DOUBLE_BACK_TRICK.filled(
                    "hvp", FunctionCall.gradients(twice, gradSlope, vector, call.last()), call.inputs(), options);
            return new Products(call.results(call.outputs()), call.results(product));
        }
    }
}
