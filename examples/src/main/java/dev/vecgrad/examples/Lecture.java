package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.Node;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.type.DType;
import dev.vecgrad.viz.GraphDrawing;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A lecture on automatic differentiation: the graph behind a result, losses, a step of gradient descent, a linear layer. */
final class Lecture implements Example {
    @Override
    public String name() {
        return "lecture";
    }

    @Override
    public String summary() {
        return "gradients of small functions, their graphs drawn, losses on logits, one descent step, a linear layer";
    }

    @Override
    public void run(PrintStream out) {
        twoVectors(out);
        lossOfOneLayer(out);
        chainOfFunctions(out);
        withoutRecording(out);
        linearLayer(out);
    }

    /** f(t, u) = sum t^2 + sum log u, so the gradients are 2t and 1/u. Its graph as text and as pictures. */
    private static void twoVectors(PrintStream out) {
        out.println("# A function of two vectors");
        Tensor t = Tensor.of(1f, 2f, 4f).requiresGrad_(true);
        Tensor u = Tensor.of(10f, 20f).requiresGrad_(true);
        Tensor f = t.pow(2).sum().add(u.log().sum());
        out.println(f);
        GraphDrawing graph = GraphDrawing.of(f).named(Map.of("t", t, "u", u, "f", f));
        out.print(graph.dot());
        draw(out, "f", graph);
        f.backward();
        out.println(t.grad());
        out.println(u.grad());
    }

    /**
     * One layer z = x w + b and binary cross entropy on its logits. All inputs are 1, so every row of w's gradient equals b's.
     * The weights come from PyTorch's random stream, so that anybody can compare.
     */
    private static void lossOfOneLayer(PrintStream out) {
        out.println("# The loss of one layer");
        Generator random = Generator.pytorch(0);
        Tensor x = Tensor.ones(5);
        Tensor y = Tensor.zeros(3);
        Tensor w = Tensor.randn(new long[] {5, 3}, DType.FLOAT32, random).requiresGrad_(true);
        Tensor b = Tensor.randn(new long[] {3}, DType.FLOAT32, random).requiresGrad_(true);
        Tensor z = x.matmul(w).add(b);
        z.retainGrad();
        Tensor loss = Losses.binaryCrossEntropyWithLogits(z, y);
        loss.retainGrad();
        out.println("the op that made z: " + name(z.gradFn()));
        out.println("the op that made the loss: " + name(loss.gradFn()));
        draw(out, "loss", GraphDrawing.of(loss).named(Map.of("w", w, "b", b, "loss", loss)));
        loss.backward();
        Tensor rows = Objects.requireNonNull(w.grad());
        Tensor bias = Objects.requireNonNull(b.grad());
        out.println("every row of w's gradient equals b's: " + rows.eq(bias).toLongArray().length + " of "
                + rows.eq(bias).sum().itemLong());
        out.println("z and loss kept theirs: " + (z.grad() != null) + " " + (loss.grad() != null));
        descend(out, w, b);
        classProbabilities(out);
    }

    /** The graph behind a result, as a picture for pages and one for anything else. Nothing needs to be installed. */
    private static void draw(PrintStream out, String name, GraphDrawing graph) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            graph.save(folder.resolve("graph-of-" + name + ".svg"));
            graph.save(folder.resolve("graph-of-" + name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("the graph of " + name + " is drawn");
    }

    private static String name(@Nullable Node node) {
        return node == null ? "none" : node.name();
    }

    /** The update itself must not be recorded; a leaf that requires a gradient refuses to be written otherwise. */
    private static void descend(PrintStream out, Tensor w, Tensor b) {
        try {
            w.sub_(Objects.requireNonNull(w.grad()), 0.5);
        } catch (RuntimeException e) {
            out.println(e.getMessage());
        }
        update(w, b);
        out.println("w is still a leaf: " + w.isLeaf());
    }

    /** A step of gradient descent. */
    static void update(Tensor w, Tensor b) {
        try (GradGuard _ = Autograd.noGrad()) {
            w.sub_(Objects.requireNonNull(w.grad()), 0.5);
            b.sub_(Objects.requireNonNull(b.grad()), 0.5);
        }
    }

    /** Targets that are floats are class probabilities; a target of zeros gives a loss of minus zero. */
    private static void classProbabilities(PrintStream out) {
        Tensor z = Tensor.of(1f, 2f, 3f).requiresGrad_(true);
        Tensor loss = Losses.crossEntropy(z, Tensor.zeros(3));
        out.println(loss);
        out.printf(Locale.ROOT, "%.5f%n", loss.item());
    }

    /** L = sqrt(sin(x y + z) + 4) at (2, -1, 2). */
    private static void chainOfFunctions(PrintStream out) {
        out.println("# A chain of functions");
        Tensor x = Tensor.of(2.0).requiresGrad_(true);
        Tensor y = Tensor.of(-1.0).requiresGrad_(true);
        Tensor z = Tensor.of(2.0).requiresGrad_(true);
        Tensor l = x.mul(y).add(z).sin().add(4).sqrt();
        out.println(l);
        draw(out, "L", GraphDrawing.of(l).named(Map.of("x", x, "y", y, "z", z, "L", l)));
        l.backward();
        out.println(x.grad());
        out.println(y.grad());
        out.println(z.grad());
    }

    private static void withoutRecording(PrintStream out) {
        out.println("# Without recording");
        Tensor w = Tensor.ones(5, 3).requiresGrad_(true);
        Tensor x = Tensor.ones(5);
        out.println(x.matmul(w).requiresGrad());
        try (GradGuard _ = Autograd.noGrad()) {
            out.println(x.matmul(w).requiresGrad());
        }
        out.println(x.matmul(w).detach().mul(3).add(2).requiresGrad());
    }

    /** The layer starts as PyTorch's does after manual_seed(0). */
    private static void linearLayer(PrintStream out) {
        out.println("# A linear layer");
        Linear linear = new Linear(10, 1, Linear.options().generator(Generator.pytorch(0)));
        out.println(linear);
        out.println(linear.weight());
        out.println(linear.bias());
        Tensor rows = Tensor.arange(60).to(DType.FLOAT32).view(6, 10).div(60);
        Tensor one = linear.forward(rows.select(0, 0));
        out.println(rows.select(0, 0).shape() + " gives " + one.shape());
        Tensor all = linear.forward(rows);
        out.println(rows.shape() + " gives " + all.shape());
        out.println(all.slice(0, 0, 5));
        out.println(name(all.gradFn()));
    }
}
