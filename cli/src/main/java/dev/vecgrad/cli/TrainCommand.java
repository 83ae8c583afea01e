package dev.vecgrad.cli;

import dev.vecgrad.cli.data.ShippedData;
import dev.vecgrad.cli.train.DataSource;
import dev.vecgrad.cli.train.Epoch;
import dev.vecgrad.cli.train.MetricsFile;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.cli.train.ModelSpec;
import dev.vecgrad.cli.train.OptimizerChoice;
import dev.vecgrad.cli.train.Trainer;
import dev.vecgrad.cli.train.TrainingPlots;
import dev.vecgrad.cli.train.TrainingSet;
import dev.vecgrad.core.Generator;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.nn.Sequential;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vecgrad train}. */
@Command(
        name = "train",
        description = "Trains a classifier and prints its accuracy on samples it has not seen.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class TrainCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "digits",
            description = "a CSV file, a folder of IDX files, fashion-mnist, digits or breast-cancer (default: digits)")
    private String data = ShippedData.DIGITS.id();

    @Option(names = "--target", paramLabel = "COLUMN", description = "the CSV column that holds the class")
    @Nullable
    private String target;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "logistic",
            description =
                    "logistic, or mlp: with the widths of the hidden layers, e.g. mlp:256,128 (default: logistic)")
    private String model = "logistic";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "passes over the data (default: 20)")
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "samples a step (default: 64)")
    private int batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "learning rate (default: 1e-3; with sgd 1e-2)")
    @Nullable
    private Double rate;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "adam, adamw or sgd (default: adam)")
    private OptimizerChoice optimizer = OptimizerChoice.ADAM;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "of split, start and order (default: 0)")
    private long seed;

    @Option(
            names = "--test-size",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "the share of rows that only test (default: 0.2; image sets bring their own)")
    private double testSize;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that compute together (default: all processors)")
    @Nullable
    private Integer threads;

    @Option(names = "--metrics", paramLabel = "FILE.json", description = "writes loss and accuracy of every epoch")
    @Nullable
    private Path metrics;

    @Option(names = "--save", paramLabel = "FILE", description = "writes the model, anew after every epoch")
    @Nullable
    private Path save;

    @Option(names = "--plot", paramLabel = "DIR", description = "writes pictures of the training")
    @Nullable
    private Path plot;

    @Override
    public Integer call() throws IOException {
        check(epochs >= 1, "--epochs must be at least 1");
        check(batch >= 1, "--batch must be at least 1");
        check(rate == null || rate > 0, "--lr must be positive");
        check(testSize > 0 && testSize < 1, "--test-size must be between 0 and 1");
        check(threads == null || threads >= 1, "--threads must be at least 1");
        if (threads != null) {
            Threads.set(threads);
        }
        ModelSpec architecture = ModelSpec.parse(model);
        train(architecture, new DataSource(data, target, testSize, seed).read());
        return 0;
    }

    private void train(ModelSpec architecture, TrainingSet set) throws IOException {
        Generator.setGlobal(Generator.philox(seed));
        Sequential layers =
                architecture.build(set.featureNames().size(), set.classNames().size());
        double learningRate = rate != null ? rate : optimizer.defaultRate();
        describe(architecture, set, learningRate);
        ModelFile file = new ModelFile(architecture, set.featureNames(), set.classNames(), set.scaler(), layers);
        List<Epoch> done = run(set, layers, learningRate, file);
        out().printf(Locale.ROOT, "test accuracy %.4f%n", done.getLast().testAccuracy());
        write(set, done);
    }

    private List<Epoch> run(TrainingSet set, Sequential layers, double learningRate, ModelFile file) {
        List<Epoch> done = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(set.train().size(), epochs, out())) {
            Trainer trainer =
                    new Trainer(layers, optimizer.build(layers, learningRate), set, batch, seed, progress::step);
            for (int number = 1; number <= epochs; number++) {
                progress.begin(number);
                Epoch epoch = trainer.epoch(number);
                done.add(epoch);
                progress.end(epoch);
                if (save != null) {
                    file.save(save, seed);
                }
            }
        }
        return done;
    }

    private void describe(ModelSpec architecture, TrainingSet set, double learningRate) {
        out().printf(
                        Locale.ROOT,
                        "%s: %d samples to train on, %d to test with, %d features, %d classes%n",
                        set.name(),
                        set.train().size(),
                        set.test().size(),
                        set.featureNames().size(),
                        set.classNames().size());
        out().printf(
                        Locale.ROOT,
                        "%s, %s, learning rate %s, batches of %d, %d threads%n",
                        architecture.text(),
                        optimizer,
                        learningRate,
                        batch,
                        Threads.get());
    }

    private void write(TrainingSet set, List<Epoch> done) throws IOException {
        if (metrics != null) {
            MetricsFile.write(metrics, done);
        }
        if (save != null) {
            out().println("model written to " + save);
        }
        if (plot != null) {
            TrainingPlots.write(plot, set, done);
            out().println("pictures written to " + plot);
        }
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(commandSpec().commandLine(), message);
        }
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
