package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.Batch;
import dev.vecgrad.data.DataLoader;
import dev.vecgrad.data.TensorDataset;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.type.Device;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Trains a classifier with cross entropy, an epoch at a time. Every step runs in a {@link Scope}, so its temporaries are given
 * back at once.
 */
public final class Trainer {
    private static final int TEST_BATCH = 1024;

    private final Sequential model;
    private final Device device;
    private final Optimizer<?> optimizer;
    private final Generator order;
    private final DataLoader loader;
    private final TensorDataset test;
    private final Consumer<StepReport> progress;
    private final UnaryOperator<List<Tensor>> step;

    /**
     * What is told after every step.
     *
     * @param samples how many samples of the epoch are done
     * @param loss the mean loss so far
     * @param accuracy the share that was right so far
     */
    public record StepReport(long samples, double loss, double accuracy) {}

    /** A trainer on the device of the model; batches are drawn in an order that {@code seed} decides, and copied there. If {@code compiled}, a step is taken down once and repeated. */
    public Trainer(
            Sequential model,
            Optimizer<?> optimizer,
            TrainingSet data,
            int batch,
            long seed,
            boolean compiled,
            Consumer<StepReport> progress) {
        this.model = model;
        this.device = model.parameters().getFirst().device();
        this.optimizer = optimizer;
        this.order = Generator.philox(seed);
        this.loader = DataLoader.of(data.train()).batchSize(batch).shuffle(true).generator(order);
        this.test = data.test();
        this.progress = progress;
        this.step = compiled ? Compiled.ofMany(this::train)::callMany : this::train;
    }

    /** {@return what saves this training between two epochs, and lets it go on} */
    public TrainingCheckpoint checkpoint(SequencedMap<String, Object> choices) {
        return new TrainingCheckpoint(choices, model, optimizer, order);
    }

    /** Trains over all samples once and tests. */
    public Epoch epoch(int number) {
        model.train();
        Totals totals = new Totals();
        long start = System.nanoTime();
        for (Batch batch : loader) {
            step(batch, totals);
            progress.accept(new StepReport(totals.samples, totals.loss(), totals.accuracy()));
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Epoch(number, totals.loss(), totals.accuracy(), accuracy(), totals.samples / seconds);
    }

    private void step(Batch batch, Totals totals) {
        try (Scope _ = Scope.open()) {
            List<Tensor> results =
                    step.apply(List.of(batch.x().to(device), batch.y().to(device)));
            totals.add(batch.size(), results.get(0).item(), results.get(1).itemLong());
        }
    }

    /** A training step. {@return the mean loss and how many samples were right} */
    private List<Tensor> train(List<Tensor> batch) {
        Tensor classes = batch.get(1);
        optimizer.zeroGrad();
        Tensor logits = model.forward(batch.get(0));
        Tensor loss = Losses.crossEntropy(logits, classes);
        loss.backward();
        optimizer.step();
        return List.of(loss, right(logits, classes));
    }

    /** {@return how many rows have their greatest score at their class} */
    private static Tensor right(Tensor logits, Tensor classes) {
        return logits.argmax(1).eq(classes).sum();
    }

    /** {@return the share of test samples that the model gets right} */
    public double accuracy() {
        model.eval();
        long right = 0;
        for (long start = 0; start < test.size(); start += TEST_BATCH) {
            try (Scope _ = Scope.open();
                    GradGuard _ = Autograd.noGrad()) {
                Batch batch = test.range(start, Math.min(TEST_BATCH, test.size() - start));
                right += right(model.forward(batch.x().to(device)), batch.y().to(device))
                        .itemLong();
            }
        }
        return (double) right / test.size();
    }

    private static final class Totals {
        private long samples;
        private double lossSum;
        private long right;

        void add(long count, double meanLoss, long rightOnes) {
            samples += count;
            lossSum += meanLoss * count;
            right += rightOnes;
        }

        double loss() {
            return lossSum / samples;
        }

        double accuracy() {
            return (double) right / samples;
        }
    }
}
