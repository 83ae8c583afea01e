package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.autograd.GradientTape;
import dev.vecgrad.autograd.Variable;
import dev.vecgrad.optim.SGD;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gradients with TensorFlow's manners, each beside the same with PyTorch's. A tape records what happens while it is open; a gradient is
 * asked of the tape and returned, and nothing is stored in the variables.
 */
final class TapeExample implements Example {
    @Override
    public String name() {
        return "tape";
    }

    @Override
    public String summary() {
        return "GradientTape beside backward: watching, steps of an optimiser, second derivatives, errors";
    }

    @Override
    public void run(PrintStream out) {
        variable(out);
        constant(out);
        matrix(out);
        steps(out);
        severalLayers(out);
        severalVariables(out);
        secondDerivative(out);
        usedUp(out);
    }

    /** f(x) = 2x^4 + x^3 + 3x^2 + 5x + 1, so f'(2) = 93 and f''(2) = 24 * 4 + 6 * 2 + 6 = 114. */
    private static Tensor f(Tensor x) {
        return x.pow(4).mul(2).add(x.pow(3)).add(x.pow(2).mul(3)).add(x.mul(5)).add(1);
    }

    private static String numpy(@Nullable Tensor tensor) {
        return tensor == null ? "none" : tensor.numpyString();
    }

    /** A variable is watched by itself. The tape is asked after its block, so it is declared before. */
    private static void variable(PrintStream out) {
        out.println("# A variable");
        Variable x = new Variable(2.0);
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = f(x);
        }
        out.println("y: " + y.numpyString());
        out.println("dy/dx: " + numpy(tape.gradient(y, x)));
    }

    /** Any other tensor is a constant unless the tape is told to watch it. */
    private static void constant(PrintStream out) {
        out.println("# A constant that is watched");
        Tensor x = Tensor.of(2.0);
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            tape.watch(x);
            y = f(x);
        }
        out.println("y: " + y.numpyString());
        out.println("dy/dx: " + numpy(tape.gradient(y, x)));
    }

    /** z = sum x^2, so dz/dx = 2x. NumPy's print form and PyTorch's. */
    private static void matrix(PrintStream out) {
        out.println("# The sum of squares of a matrix");
        float[][] elements = {{1, 2, 3}, {4, 5, 6}};
        Variable x = new Variable(Tensor.of(elements));
        GradientTape tape = new GradientTape();
        Tensor z;
        try (tape) {
            z = x.square().sum();
        }
        out.println("by a tape:\n" + numpy(tape.gradient(z, x)));
        Tensor twin = Tensor.of(elements).requiresGrad_(true);
        twin.pow(2).sum().backward();
        out.println("by backward:\n" + twin.grad());
    }

    /** The polynomial gives way to a function with a minimum at 5; it is 25 at 0. */
    private static Tensor parabola(Tensor x) {
        return x.sub(5).pow(2);
    }

    /** Five steps of gradient descent. A gradient from a tape need not be cleared; one in grad() adds up, and must be. */
    private static void steps(PrintStream out) {
        out.println("# Five steps, gradients handed over");
        Variable x = new Variable(3.0);
        SGD descent = new SGD(List.of(x), SGD.options().lr(0.1));
        for (int step = 1; step <= 5; step++) {
            List<Tensor> found = handOver(x, descent);
            report(out, step, x, found.get(0), found.get(1));
        }
        out.println("# Five steps, gradients stored in the parameter");
        Tensor twin = Tensor.of(3.0).requiresGrad_(true);
        SGD sgd = new SGD(List.of(twin), SGD.options().lr(0.1));
        for (int step = 1; step <= 5; step++) {
            Tensor y = store(twin, sgd);
            report(out, step, twin, y, Objects.requireNonNull(twin.grad()));
        }
    }

    /** A step with a gradient from a tape. {@return the value and the gradient} */
    static List<Tensor> handOver(Variable x, SGD descent) {
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = parabola(x);
        }
        Tensor gradient = Objects.requireNonNull(tape.gradient(y, x));
        descent.applyGradients(gradient, x);
        return List.of(y, gradient);
    }

    /** A step with a gradient in grad(). {@return the value} */
    static Tensor store(Tensor x, SGD descent) {
        descent.zeroGrad();
        Tensor y = parabola(x);
        y.backward();
        descent.step();
        return y;
    }

    private static void report(PrintStream out, int step, Tensor x, Tensor y, Tensor gradient) {
        out.printf(
                Locale.ROOT, "Step %d: x = %.4f, y = %.4f, grad = %.4f%n", step, x.item(), y.item(), gradient.item());
    }

    /** y3 = mean (3x + 2)^2 at ones: each of the six elements gets 2 * 5 * 3 / 6 = 5. */
    private static void severalLayers(PrintStream out) {
        out.println("# The mean of several steps");
        Variable x = new Variable(Tensor.ones(2, 3));
        GradientTape tape = new GradientTape();
        Tensor y3;
        try (tape) {
            Tensor y1 = x.mul(3).add(2);
            Tensor y2 = y1.square();
            y3 = y2.mean();
        }
        out.println("y3 = " + y3.numpyString());
        out.println(numpy(tape.gradient(y3, x)));
        Tensor twin = Tensor.ones(2, 3).requiresGrad_(true);
        twin.mul(3).add(2).pow(2).mean().backward();
        out.println(twin.grad());
    }

    /** Gradients come in the order in which they are asked for. */
    private static void severalVariables(PrintStream out) {
        out.println("# Several variables");
        Variable x = new Variable(1.0);
        Variable y = new Variable(2.0);
        GradientTape tape = new GradientTape();
        Tensor value;
        try (tape) {
            value = x.square().add(x.mul(y)).add(y.square());
        }
        List<@Nullable Tensor> gradients = tape.gradient(value, List.of(x, y));
        out.println("df/dx = " + numpy(gradients.get(0)));
        out.println("df/dy = " + numpy(gradients.get(1)));
    }

    /** An outer tape records the gradient that an inner one computes; a persistent tape can record its own; createGraph does the same. */
    private static void secondDerivative(PrintStream out) {
        out.println("# The second derivative");
        Variable x = new Variable(2.0);
        GradientTape outer = new GradientTape();
        Tensor first;
        try (outer) {
            GradientTape inner = new GradientTape();
            Tensor y;
            try (inner) {
                y = f(x);
            }
            first = Objects.requireNonNull(inner.gradient(y, x));
        }
        out.println("nested tapes: " + numpy(first) + " " + numpy(outer.gradient(first, x)));

        GradientTape persistent = new GradientTape(GradientTape.options().persistent(true));
        try (persistent) {
            first = Objects.requireNonNull(persistent.gradient(f(x), x));
        }
        out.println("a persistent tape: " + numpy(first) + " " + numpy(persistent.gradient(first, x)));

        Tensor twin = Tensor.of(2.0).requiresGrad_(true);
        first = Autograd.grad(f(twin), twin, GradOptions.CREATE_GRAPH);
        out.println("createGraph: " + first.item() + " "
                + Autograd.grad(first, twin).item());
    }

    /** What a tape and a graph recorded is let go of when it was used; both can be told to keep it. */
    private static void usedUp(PrintStream out) {
        out.println("# Asking twice, and asking for the wrong thing");
        Variable x = new Variable(2.0);
        Tensor constant = Tensor.of(3.0);
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = x.square().mul(constant);
        }
        out.println("a constant nobody watched: " + numpy(tape.gradient(y, constant)));
        try {
            out.println(numpy(tape.gradient(y, x)));
        } catch (IllegalStateException e) {
            out.println(e.getMessage());
        }
        Tensor twin = Tensor.of(2.0).requiresGrad_(true);
        Tensor z = twin.square().mul(3);
        z.backward(null, true, false);
        z.backward();
        out.println("twice, the graph retained: " + twin.grad());
        try {
            z.backward();
        } catch (RuntimeException e) {
            out.println(e.getMessage());
        }
    }
}
