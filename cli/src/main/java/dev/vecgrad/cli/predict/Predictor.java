package dev.vecgrad.cli.predict;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.data.Samples;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.ops.Extrema;
import dev.vecgrad.ops.Softmax;
import java.util.ArrayList;
import java.util.List;

/** Runs rows through a model, some at a time. */
public final class Predictor {
    private static final int BATCH = 1024;

    private final ModelFile file;

    private Predictor(ModelFile file) {
        this.file = file;
    }

    /** {@return a predictor by this model} */
    public static Predictor of(ModelFile file) {
        return new Predictor(file);
    }

    /** {@return a prediction for each row of features, which are standardised here} */
    public List<Prediction> predict(double[][] rows) {
        List<Prediction> predictions = new ArrayList<>();
        if (rows.length == 0) {
            return predictions;
        }
        Tensor features = new Samples(file.scaler().transform(rows), new int[rows.length]).features();
        for (long start = 0; start < rows.length; start += BATCH) {
            try (Scope _ = Scope.open();
                    GradGuard _ = Autograd.noGrad()) {
                add(features.narrow(0, start, Math.min(BATCH, rows.length - start)), predictions);
            }
        }
        return predictions;
    }

    private void add(Tensor features, List<Prediction> predictions) {
        Tensor probabilities =
                new Tensor(Softmax.softmax(file.model().forward(features).value(), 1));
        int[] classes = new Tensor(Extrema.argmax(probabilities.value(), 1, false)).toIntArray();
        float[] all = probabilities.toFloatArray();
        int width = file.classNames().size();
        for (int row = 0; row < classes.length; row++) {
            double probability = all[row * width + classes[row]];
            predictions.add(new Prediction(file.classNames().get(classes[row]), probability));
        }
    }
}
