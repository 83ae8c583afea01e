package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.viz.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Pictures of a training: loss and accuracy by epoch, and two features coloured by class. */
public final class TrainingPlots {
    private TrainingPlots() {}

    /** Writes {@code loss.png}, {@code accuracy.png} and {@code features.png} into {@code folder}. */
    public static void write(Path folder, TrainingSet data, List<Epoch> epochs) throws IOException {
        Files.createDirectories(folder);
        Plot.titled("Loss")
                .yLabel("cross entropy")
                .overEpochs("training", column(epochs, Epoch::loss))
                .save(folder.resolve("loss.png"));
        Plot.titled("Accuracy")
                .yLabel("share of right answers")
                .overEpochs("training", column(epochs, Epoch::trainAccuracy))
                .overEpochs("test", column(epochs, Epoch::testAccuracy))
                .save(folder.resolve("accuracy.png"));
        features(data).save(folder.resolve("features.png"));
    }

    private static double[] column(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    private static Plot features(TrainingSet data) {
        double[][] x = columns(TrainingSet.x(data.test()));
        int[] y = TrainingSet.y(data.test()).toIntArray();
        int[] chosen = TellingFeatures.two(x, y, data.classNames().size());
        return Plot.titled("Test samples by the two features that tell the classes apart best")
                .xLabel(data.featureNames().get(chosen[0]))
                .yLabel(data.featureNames().get(chosen[1]))
                .classes(original(data, x, chosen[0]), original(data, x, chosen[1]), y, data.classNames());
    }

    private static double[][] columns(Tensor x) {
        double[][] columns = new double[Math.toIntExact(x.size(1))][];
        Arrays.setAll(columns, j -> x.select(1, j).toDoubleArray());
        return columns;
    }

    /** {@return a feature as it was before it was standardised} */
    private static double[] original(TrainingSet data, double[][] x, int feature) {
        double mean = data.scaler().mean()[feature];
        double std = data.scaler().std()[feature];
        return Arrays.stream(x[feature]).map(value -> value * std + mean).toArray();
    }
}
