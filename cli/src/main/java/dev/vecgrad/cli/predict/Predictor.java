package dev.vecgrad.cli.predict;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.data.TensorDataset;
import dev.vecgrad.memory.Scope;
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

    /** {@return a prediction for each sample of a data set, whose first tensor holds features as {@link #predict(Tensor)} takes them} */
    public List<Prediction> predict(TensorDataset samples) {
        return predict(samples.tensors().getFirst());
    }

    /**
     * {@return a prediction for each row of features}
     *
     * @param features standardised, float32 {@code [n, features]}
     */
    public List<Prediction> predict(Tensor features) {
        file.model().eval();
        List<Prediction> predictions = new ArrayList<>();
        long n = features.size(0);
        for (long start = 0; start < n; start += BATCH) {
            try (Scope _ = Scope.open();
                    GradGuard _ = Autograd.noGrad()) {
                add(features.narrow(0, start, Math.min(BATCH, n - start)), predictions);
            }
        }
        return predictions;
    }

    /** The class is decided by the scores, as in training: two of them may differ so little that their probabilities are equal. */
    private void add(Tensor features, List<Prediction> predictions) {
        Tensor scores = file.model().forward(features);
        int[] classes = scores.argmax(1).toIntArray();
        float[] probabilities = scores.softmax(1).toFloatArray();
        int width = file.classNames().size();
        for (int row = 0; row < classes.length; row++) {
            float probability = probabilities[row * width + classes[row]];
            predictions.add(new Prediction(file.classNames().get(classes[row]), probability));
        }
    }
}
