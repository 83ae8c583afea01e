package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Compares gradients with central differences, in float64.
 *
 * <p>Every element of every output is differentiated by every element of every input that requires a gradient, both ways. An analytical
 * number a agrees with a numerical one n if {@code |a - n| <= atol + rtol * |n|}. The defaults are PyTorch's.
 *
 * <p>Cost: two forward passes for each input element, and two backward passes for each output element.
 */
public final class Gradcheck {
    private static final Gradcheck DEFAULT = new Gradcheck(1e-6, 1e-5, 1e-3);

    private final double eps;
    private final double atol;
    private final double rtol;

    /**
     * A check with other bounds.
     *
     * @param eps how far an element is moved each way
     * @param atol the difference that is allowed in any case
     * @param rtol the difference that is allowed, relative to the numerical gradient
     */
    public Gradcheck(double eps, double atol, double rtol) {
        this.eps = eps;
        this.atol = atol;
        this.rtol = rtol;
    }

    /**
     * Checks the first derivatives of a function with one result, with the default bounds.
     *
     * @throws GradcheckException if they differ: names output, input, elements and both numbers
     */
    public static void gradcheck(TensorFunction function, Tensor... inputs) {
        DEFAULT.check(asTensors(function), inputs);
    }

    /**
     * Checks the second derivatives of a function with one result, with the default bounds.
     *
     * @throws GradcheckException if they differ: the inputs it names are the function's, and after them the gradients of its outputs
     */
    public static void gradgradcheck(TensorFunction function, Tensor... inputs) {
        DEFAULT.checkSecond(asTensors(function), inputs);
    }

    private static TensorsFunction asTensors(TensorFunction function) {
        return in -> new Tensor[] {function.apply(in)};
    }

    /**
     * Checks first derivatives.
     *
     * @throws GradcheckException if they differ
     * @throws AutogradException if no input requires a gradient, or one that does is not float64
     */
    public void check(TensorsFunction function, Tensor... inputs) {
        checkInputs(inputs);
        double[][][][] numerical = numerical(function, inputs);
        Tensor[] outputs = function.apply(inputs);
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].requiresGrad()) {
                compare(inputs[i], outputs, i, numerical[i]);
            }
        }
    }

    /* All of them before a graph is made: an input that is moved and put back counts as written. */
    private double[][][][] numerical(TensorsFunction function, Tensor[] inputs) {
        NumericalJacobian jacobian = new NumericalJacobian(function, inputs, eps);
        double[][][][] byInput = new double[inputs.length][][][];
        for (int i = 0; i < inputs.length; i++) {
            byInput[i] = inputs[i].requiresGrad() ? jacobian.by(i) : new double[0][][];
        }
        return byInput;
    }

    private void compare(Tensor input, Tensor[] outputs, int i, double[][][] numerical) {
        for (int j = 0; j < outputs.length; j++) {
            if (outputs[j].dtype().isFloatingPoint()) {
                double[][] analytical = AnalyticalJacobian.of(outputs[j], input);
                checkRepeatable(analytical, AnalyticalJacobian.of(outputs[j], input), j, i);
                checkEqual(analytical, numerical[j], j, i);
            }
        }
    }

    private static void checkRepeatable(double[][] first, double[][] second, int output, int input) {
        if (!Arrays.deepEquals(first, second)) {
            throw new GradcheckException("gradcheck: Backward is not reentrant: two backward passes of output " + output
                    + " with respect to input " + input + " differ");
        }
    }

    private void checkEqual(double[][] analytical, double[][] numerical, int output, int input) {
        for (int row = 0; row < analytical.length; row++) {
            for (int column = 0; column < analytical[row].length; column++) {
                double a = analytical[row][column];
                double n = numerical[row][column];
                if (!(Math.abs(a - n) <= atol + rtol * Math.abs(n)) && !(Double.isNaN(a) && Double.isNaN(n))) {
                    throw new GradcheckException(
                            "gradcheck: Jacobian mismatch for output " + output + " with respect to input "
                                    + input + ": element " + row + " of the output by element " + column
                                    + " of the input: numerical " + n + ", analytical " + a + ": they may differ by "
                                    + (atol + rtol * Math.abs(n)));
                }
            }
        }
    }

    private static void checkInputs(Tensor[] inputs) {
        boolean any = false;
        for (int i = 0; i < inputs.length; i++) {
            any |= inputs[i].requiresGrad();
            if (inputs[i].requiresGrad() && inputs[i].dtype() != DType.FLOAT64) {
                throw new AutogradException("gradcheck: Input #" + i
                        + " requires gradient and is not a double precision floating point: differences of "
                        + inputs[i].dtype() + " numbers are too coarse");
            }
        }
        if (!any) {
            throw new AutogradException("gradcheck: gradcheck expects at least one input tensor to require gradient,"
                    + " but none of them have requires_grad=True");
        }
    }

    /**
     * Checks second derivatives: the first ones, weighted by fixed random gradients of the outputs, as a function of inputs and weights.
     *
     * @throws GradcheckException if they differ
     * @throws AutogradException if no input requires a gradient, or one that does is not float64
     */
    public void checkSecond(TensorsFunction function, Tensor... inputs) {
        checkInputs(inputs);
        List<Tensor> all = new ArrayList<>(List.of(inputs));
        SplittableRandom random = new SplittableRandom(1);
        for (Tensor output : differentiable(function.apply(inputs))) {
            all.add(weights(output, random));
        }
        check(in -> firstDerivatives(function, in, inputs.length), all.toArray(Tensor[]::new));
    }

    private static Tensor weights(Tensor output, SplittableRandom random) {
        double[] numbers = random.doubles(output.numel(), 0.5, 1.5).toArray();
        return Tensor.of(numbers)
                .to(output.dtype())
                .view(output.shape().toArray())
                .detach()
                .requiresGrad_(true);
    }

    private static List<Tensor> differentiable(Tensor[] outputs) {
        return List.of(outputs).stream().filter(Tensor::requiresGrad).toList();
    }

    private static Tensor[] firstDerivatives(TensorsFunction function, Tensor[] all, int inputCount) {
        try (GradGuard _ = Autograd.enableGrad()) {
            List<Tensor> given = List.of(all);
            List<Tensor> outputs =
                    differentiable(function.apply(given.subList(0, inputCount).toArray(Tensor[]::new)));
            List<Tensor> wanted = given.subList(0, inputCount).stream()
                    .filter(Tensor::requiresGrad)
                    .toList();
            List<Tensor> weights = given.subList(inputCount, all.length);
            return Autograd.gradOrNull(outputs, wanted, weights, GradOptions.CREATE_GRAPH).stream()
                    .filter(Objects::nonNull)
                    .toArray(Tensor[]::new);
        }
    }
}
