package dev.vecgrad.cli;

import dev.vecgrad.cli.data.ShippedData;
import dev.vecgrad.cli.predict.PredictionFile;
import dev.vecgrad.cli.predict.Predictor;
import dev.vecgrad.cli.train.DataSource;
import dev.vecgrad.cli.train.Epoch;
import dev.vecgrad.cli.train.MetricsFile;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.cli.train.ModelSpec;
import dev.vecgrad.cli.train.OptimizerChoice;
import dev.vecgrad.cli.train.Trainer;
import dev.vecgrad.cli.train.TrainingCheckpoint;
import dev.vecgrad.cli.train.TrainingPlots;
import dev.vecgrad.cli.train.TrainingSet;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.DataException;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.type.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
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
    private static final int MOST_THREADS = 1024;

    /** Of the generator that splits, which is NumPy's. */
    private static final long GREATEST_SEED = (1L << 32) - 1;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "digits",
            description = "a CSV file, a folder of IDX files, fashion-mnist, digits or breast-cancer (default: digits)")
    private String data = ShippedData.DIGITS.id();

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "the CSV column that holds the class, as text or number")
    @Nullable
    private String target;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "logistic",
            description =
                    "logistic, mlp: with the widths of the hidden layers, e.g. mlp:256,128, or cnn for images (default: logistic)")
    private String model = "logistic";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "passes over the data (default: 20)")
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "samples a step (default: 64)")
    private int batch;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "learning rate (default: 1e-3; with sgd 1e-2; for cnn twice that)")
    @Nullable
    private Double rate;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "adam, adamw or sgd (default: adam)",
            converter = OptimizerName.class)
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

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "cpu, opencl or opencl:1; doctor lists them (default: cpu)",
            converter = DeviceName.class)
    private Device device = Device.CPU;

    @Option(
            names = "--eager",
            description =
                    "runs every op when it is called, instead of whole steps that are compiled; the losses are the same")
    private boolean eager;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.csv",
            description = "writes what the trained model says of every test sample")
    @Nullable
    private Path predictions;

    @Option(names = "--metrics", paramLabel = "FILE.json", description = "writes loss and accuracy of every epoch")
    @Nullable
    private Path metrics;

    @Option(names = "--save", paramLabel = "FILE", description = "writes the model, anew after every epoch")
    @Nullable
    private Path save;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "writes all that the training needs to go on, anew after every epoch")
    @Nullable
    private Path checkpoint;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "goes on from a checkpoint, up to --epochs, as if it had never stopped")
    @Nullable
    private Path resume;

    @Option(names = "--plot", paramLabel = "DIR", description = "writes loss.png, accuracy.png and features.png")
    @Nullable
    private Path plot;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        ModelSpec architecture = ModelSpec.parse(model);
        Outputs.checkWholeFile("--save", save);
        Outputs.checkWholeFile("--checkpoint", checkpoint);
        Outputs.checkFile("--metrics", metrics);
        Outputs.checkFile("--predictions", predictions);
        Outputs.makeFolder("--plot", plot);
        TrainingSet set = new DataSource(data, target, testSize, seed).read();
        train(architecture.on(set), set);
        return 0;
    }

    private void checkOptions() {
        check(epochs >= 1, "--epochs must be at least 1");
        check(batch >= 1, "--batch must be at least 1");
        check(rate == null || rate > 0 && Double.isFinite(rate), "--lr must be positive and finite");
        check(testSize > 0 && testSize < 1, "--test-size must be between 0 and 1");
        check(
                threads == null || threads >= 1 && threads <= MOST_THREADS,
                "--threads must be from 1 to " + MOST_THREADS);
        check(seed >= 0 && seed <= GREATEST_SEED, "--seed must be from 0 to " + GREATEST_SEED);
        if (threads != null) {
            Threads.set(threads);
        }
    }

    private void train(ModelSpec architecture, TrainingSet set) throws IOException {
        Generator.setGlobal(Generator.philox(seed));
        Sequential layers =
                architecture.build(set.featureNames().size(), set.classNames().size());
        layers.to(device);
        double learningRate = rate != null ? rate : architecture.rateFactor() * optimizer.defaultRate();
        describe(architecture, set, learningRate);
        ModelFile file = new ModelFile(architecture, set.featureNames(), set.classNames(), set.scaler(), layers);
        List<Epoch> done = run(set, layers, learningRate, file, choices(architecture, set, learningRate));
        layers.to(Device.CPU);
        out().printf(Locale.ROOT, "test accuracy %.4f%n", done.getLast().testAccuracy());
        write(set, file, done);
    }

    /** What a training that goes on must have in common with the one before. */
    private SequencedMap<String, Object> choices(ModelSpec architecture, TrainingSet set, double learningRate) {
        SequencedMap<String, Object> choices = new LinkedHashMap<>();
        choices.put("--data", set.name());
        choices.put("samples", set.train().size());
        choices.put("features", String.join(",", set.featureNames()));
        choices.put("classes", String.join(",", set.classNames()));
        choices.put("--model", architecture.text());
        choices.put("--optimizer", optimizer.toString());
        choices.put("--lr", learningRate);
        choices.put("--batch", (long) batch);
        choices.put("--seed", seed);
        choices.put("--test-size", testSize);
        return choices;
    }

    private List<Epoch> run(
            TrainingSet set,
            Sequential layers,
            double learningRate,
            ModelFile file,
            SequencedMap<String, Object> choices)
            throws IOException {
        List<Epoch> done = new ArrayList<>();
        try (ProgressLine progress = ProgressLine.of(set.train().size(), epochs, out());
                Interruption interruption = Interruption.awaited(save, err())) {
            Trainer trainer = new Trainer(
                    layers, optimizer.build(layers, learningRate), set, batch, seed, !eager, progress::step);
            TrainingCheckpoint state = trainer.checkpoint(choices);
            done.addAll(resumed(state));
            for (int number = done.size() + 1; number <= epochs; number++) {
                progress.begin(number);
                Epoch epoch = trainer.epoch(number);
                progress.end(epoch);
                checkLoss(epoch, learningRate);
                done.add(epoch);
                interruption.keep(number, () -> keep(file, state, done));
            }
        }
        return done;
    }

    private List<Epoch> resumed(TrainingCheckpoint state) {
        if (resume == null) {
            return List.of();
        }
        List<Epoch> done = state.resume(resume);
        if (done.size() >= epochs) {
            throw new DataException("--resume " + resume + ": its training has made " + counted(done.size(), "epoch")
                    + " already: --epochs must be greater");
        }
        out().println("going on after epoch " + done.size() + " from " + resume);
        return done;
    }

    /** A model without finite numbers must not replace the last good one. */
    private void checkLoss(Epoch epoch, double learningRate) {
        if (!Double.isFinite(epoch.loss())) {
            String kept = save == null || epoch.epoch() == 1
                    ? ""
                    : "; " + save + " holds the model of epoch " + (epoch.epoch() - 1);
            throw new DataException("train: the loss is " + epoch.loss() + " in epoch " + epoch.epoch()
                    + ": use a smaller --lr than " + learningRate + kept);
        }
    }

    private void keep(ModelFile file, TrainingCheckpoint state, List<Epoch> done) throws IOException {
        if (checkpoint != null) {
            state.save(checkpoint, done);
        }
        if (save != null) {
            file.save(save, seed);
        }
        if (metrics != null) {
            MetricsFile.write(metrics, done);
        }
    }

    private void describe(ModelSpec architecture, TrainingSet set, double learningRate) {
        out().printf(
                        Locale.ROOT,
                        "%s: %s to train on, %d to test with, %s, %d classes%n",
                        set.name(),
                        counted(set.train().size(), "sample"),
                        set.test().size(),
                        counted(set.featureNames().size(), "feature"),
                        set.classNames().size());
        out().printf(
                        Locale.ROOT,
                        "%s, %s, learning rate %s, batches of %d, %s%n",
                        architecture.text(),
                        optimizer,
                        learningRate,
                        batch,
                        device.isCpu()
                                ? counted(Threads.get(), "thread")
                                : device.info().toString());
    }

    private static String counted(long n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    private void write(TrainingSet set, ModelFile file, List<Epoch> done) throws IOException {
        if (metrics != null) {
            out().println("metrics written to " + metrics);
        }
        if (save != null) {
            out().println("model written to " + save);
        }
        if (predictions != null) {
            PredictionFile.write(predictions, Predictor.of(file).predict(set.test()), set.testRows());
            out().println("predictions written to " + predictions);
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

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
