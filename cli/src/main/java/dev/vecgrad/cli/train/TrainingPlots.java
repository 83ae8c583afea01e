package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.viz.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** The two features whose values spread most over the test samples. */
    private static Plot features(TrainingSet data) {
        Tensor x = TrainingSet.x(data.test());
        int first = mostSpread(x, -1);
        int second = Math.max(mostSpread(x, first), 0);
        return Plot.titled("Test samples")
                .xLabel(data.featureNames().get(first))
                .yLabel(data.featureNames().get(second))
                .classes(
                        x.select(1, first).toDoubleArray(),
                        x.select(1, second).toDoubleArray(),
                        TrainingSet.y(data.test()).toIntArray(),
                        data.classNames());
    }

    private static int mostSpread(Tensor x, int except) {
        Tensor centred = x.sub(x.mean(0, true));
        float[] variance = centred.mul(centred).mean(0).toFloatArray();
        int best = -1;
        for (int i = 0; i < variance.length; i++) {
            if (i != except && (best < 0 || variance[i] > variance[best])) {
                best = i;
            }
        }
        return best;
    }
}
