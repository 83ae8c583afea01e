package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.ClassificationOptions;
import dev.vecgrad.data.Datasets;
import dev.vecgrad.data.Samples;
import dev.vecgrad.data.SplitOptions;
import dev.vecgrad.data.TrainTestSplit;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Init;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.optim.LBFGS;
import dev.vecgrad.type.DType;
import dev.vecgrad.viz.Plot;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Logistic regression: P(class 1) = sigmoid(w x + b), fitted by gradient descent on the mean of -(y log p + (1 - y) log(1 - p)),
 * and for comparison by a classical solver. A row belongs to class 1 where p is above one half, which is where its logit is above 0.
 */
final class LogisticRegression implements Example {
    private static final int EPOCHS = 200;
    private static final double ETA = 0.1;

    @Override
    public String name() {
        return "logistic-regression";
    }

    @Override
    public String summary() {
        return "two classes by gradient descent and by a classical solver; a scatter plot";
    }

    /** The data is split once, with a seed, so that everybody sees the same rows. */
    @Override
    public void run(PrintStream out) {
        Samples all = Datasets.makeClassification(ClassificationOptions.defaults()
                .nSamples(1000)
                .nFeatures(10)
                .nInformative(5)
                .randomState(39));
        TrainTestSplit split = Datasets.trainTestSplit(
                all, SplitOptions.defaults().testSize(0.2).randomState(0));
        Samples train = split.train(all);
        Samples test = split.test(all);
        describe(out, all, train);
        descend(out, train, test);
        solve(out, train, test);
        scatter(out, train);
    }

    private static void describe(PrintStream out, Samples all, Samples train) {
        out.println("elements: " + all.size());
        out.println("features: " + all.featureCount());
        out.println("classes: " + all.classCount());
        out.println(Tensor.of(Arrays.copyOf(train.x(), 6)));
        out.println(Arrays.toString(Arrays.copyOf(train.y(), 6)));
    }

    /** Plain gradient descent, the update written out; an optimiser does the same. */
    private static void descend(PrintStream out, Samples train, Samples test) {
        Tensor x = train.features();
        Tensor y = train.targets().to(DType.FLOAT32);
        Tensor testX = test.features();
        Tensor testY = test.targets().to(DType.FLOAT32);
        Linear linear = new Linear(x.size(1), 1, Linear.options().generator(Generator.pytorch(0)));
        Init.zeros_(linear.weight());
        Init.zeros_(Objects.requireNonNull(linear.bias()));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            try (Scope _ = Scope.open()) {
                Tensor logits = linear.forward(x).squeeze(1);
                Tensor loss = backward(linear, logits, y);
                try (GradGuard _ = Autograd.noGrad()) {
                    if (epoch % 20 == 0) {
                        double testAccuracy = accuracy(linear.forward(testX).squeeze(1), testY);
                        report(out, epoch, loss.item(), accuracy(logits, y), testAccuracy);
                    }
                }
                update(linear);
            }
        }
    }

    /** Computes the gradients. {@return the mean of the losses} */
    static Tensor backward(Linear linear, Tensor logits, Tensor y) {
        linear.zeroGrad();
        Tensor loss = Losses.binaryCrossEntropyWithLogits(logits, y);
        loss.backward();
        return loss;
    }

    /** Goes a step down the gradients. */
    static void update(Linear linear) {
        try (GradGuard _ = Autograd.noGrad()) {
            for (Tensor parameter : linear.parameters()) {
                Tensor _ = parameter.sub_(Objects.requireNonNull(parameter.grad()), ETA);
            }
        }
    }

    private static void report(PrintStream out, int epoch, double loss, double train, double test) {
        out.printf(
                Locale.ROOT,
                "epoch %d  loss %.5f  accuracy (train) %.4f  accuracy (test) %.4f%n",
                epoch,
                loss,
                train,
                test);
    }

    private static double accuracy(Tensor logits, Tensor y) {
        return (double) logits.gt(0).to(DType.FLOAT32).eq(y).sum().itemLong() / y.numel();
    }

    /** What classical libraries minimise: |w|^2 / 2 + C sum of losses with C = 1, the intercept free. */
    private static void solve(PrintStream out, Samples train, Samples test) {
        Tensor x = train.features().to(DType.FLOAT64);
        Tensor y = train.targets().to(DType.FLOAT64);
        Tensor w = Tensor.zeros(new long[] {x.size(1)}, DType.FLOAT64).requiresGrad_(true);
        Tensor b = Tensor.scalar(0, DType.FLOAT64).requiresGrad_(true);
        LBFGS solver = new LBFGS(
                List.of(w, b),
                LBFGS.options().maxIter(200).toleranceGrad(1e-8).lineSearch(LBFGS.LineSearch.STRONG_WOLFE));
        var _ = solver.step(() -> objective(w, b, x, y));
        double trainAccuracy =
                accuracy(x.matmul(w).add(b).to(DType.FLOAT32), train.targets().to(DType.FLOAT32));
        Tensor testX = test.features().to(DType.FLOAT64);
        double testAccuracy = accuracy(
                testX.matmul(w).add(b).to(DType.FLOAT32), test.targets().to(DType.FLOAT32));
        out.printf(
                Locale.ROOT,
                "classical solver: accuracy (train) %.4f  accuracy (test) %.4f  intercept %.4f  w[9] %.4f%n",
                trainAccuracy,
                testAccuracy,
                b.item(),
                w.select(0, 9).item());
    }

    /** Computes the gradients of what the solver minimises. {@return its value} */
    static Tensor objective(Tensor w, Tensor b, Tensor x, Tensor y) {
        w.setGrad(null);
        b.setGrad(null);
        Tensor losses =
                Losses.binaryCrossEntropyWithLogits(x.matmul(w).add(b), y).mul(x.size(0));
        Tensor objective = losses.add(w.mul(w).sum().mul(0.5));
        objective.backward();
        return objective;
    }

    /** Two features of the training rows: the classes overlap in them. */
    private static void scatter(PrintStream out, Samples train) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "logistic-regression.png");
        Tensor x = train.features();
        try {
            Plot.titled("Two features of the training data")
                    .xLabel("feature 0")
                    .yLabel("feature 1")
                    .classes(
                            x.select(1, 0).toDoubleArray(),
                            x.select(1, 1).toDoubleArray(),
                            train.y(),
                            List.of("class 0", "class 1"))
                    .save(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("scatter plot written");
    }
}
