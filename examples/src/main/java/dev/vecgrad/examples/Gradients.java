package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import java.io.PrintStream;

/** Gradients: of a scalar function, through several layers, of intermediate results, and without recording. */
final class Gradients implements Example {
    @Override
    public String name() {
        return "gradients";
    }

    @Override
    public String summary() {
        return "backward through one step and through several, retainGrad, noGrad and detach";
    }

    @Override
    public void run(PrintStream out) {
        oneStep(out);
        severalSteps(out);
        intermediate(out);
        whoRequiresGrad(out);
        withoutRecording(out);
    }

    /** y = 2x^4 + x^3 + 3x^2 + 5x + 1, so y' = 8x^3 + 3x^2 + 6x + 5: at 2 the slope is 93. */
    private static void oneStep(PrintStream out) {
        out.println("# Backward in one step");
        Tensor x = Tensor.of(2.0).requiresGrad_(true);
        out.println(x.grad());
        out.println(x);
        Tensor y =
                x.pow(4).mul(2).add(x.pow(3)).add(x.pow(2).mul(3)).add(x.mul(5)).add(1);
        out.println(y);
        y.backward();
        out.println(x.grad());
    }

    /** out = mean(2 (3x + 2)^2): its gradient is 2 (3x + 2) for six elements. */
    private static void severalSteps(PrintStream out) {
        out.println("# Backward through several steps");
        Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {3, 2, 1}}).requiresGrad_(true);
        out.println(x);
        Tensor y = x.mul(3).add(2);
        out.println(y);
        Tensor z = y.pow(2).mul(2);
        out.println(z);
        Tensor mean = z.mean();
        out.println(mean);
        mean.backward();
        out.println(x.grad());
    }

    /** Only leaves keep their gradient; another tensor does if it is asked to before backward. */
    private static void intermediate(PrintStream out) {
        out.println("# The gradient of an intermediate result");
        Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {3, 2, 1}}).requiresGrad_(true);
        Tensor y = x.mul(3).add(2);
        y.retainGrad();
        y.pow(2).mul(2).mean().backward();
        out.println(y.grad());
    }

    /** A result requires a gradient if one of its inputs does; a leaf can be asked at any time. */
    private static void whoRequiresGrad(PrintStream out) {
        out.println("# Who requires a gradient");
        Tensor a = Tensor.of(1f, 2f);
        Tensor b = Tensor.of(3f, 4f);
        out.println(a.requiresGrad() + " " + b.requiresGrad() + " " + a.add(b).requiresGrad());
        a.requiresGrad_(true);
        out.println(a.requiresGrad() + " " + b.requiresGrad() + " " + a.add(b).requiresGrad());
        a.requiresGrad_(false);
        out.println(a.add(b).requiresGrad());
    }

    /** Three ways not to record: a block, a detached tensor, a frozen parameter. */
    private static void withoutRecording(PrintStream out) {
        out.println("# Without recording");
        Tensor w = Tensor.ones(5, 3).requiresGrad_(true);
        Tensor x = Tensor.ones(5);
        out.println(x.matmul(w).requiresGrad());
        try (GradGuard _ = Autograd.noGrad()) {
            out.println(x.matmul(w).requiresGrad());
        }
        out.println(x.matmul(w).detach().mul(3).add(2).requiresGrad());
        w.requiresGrad_(false);
        out.println(x.matmul(w).requiresGrad());
    }
}
