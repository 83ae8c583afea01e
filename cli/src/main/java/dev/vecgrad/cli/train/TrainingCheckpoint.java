package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.DataException;
import dev.vecgrad.io.Checkpoint;
import dev.vecgrad.io.TensorFileException;
import dev.vecgrad.nn.Module;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/**
 * A training between two epochs: all that the next ones depend on.
 *
 * @param choices what must be the same when it goes on, by the options' names
 * @param model the layers
 * @param optimizer what changes them
 * @param order where the orders of samples come from
 */
public record TrainingCheckpoint(
        SequencedMap<String, Object> choices, Module model, Optimizer<?> optimizer, Generator order) {
    private static final String MODEL = "model";
    private static final String OPTIMIZER = "optimizer";
    private static final String ORDER = "order";
    private static final String RANDOM = "random";
    private static final String CHOICES = "choices";
    private static final String EPOCHS = "epochs";

    /** Writes the file in place of an older one, which stays whole until the new one is. */
    public void save(Path file, List<Epoch> done) {
        new Checkpoint()
                .put(MODEL, model.stateDict())
                .put(OPTIMIZER, optimizer.stateDict())
                .put(ORDER, order)
                .put(RANDOM, Generator.global())
                .put(CHOICES, choices)
                .put(EPOCHS, columns(done))
                .save(file);
    }

    private static Map<String, Tensor> columns(List<Epoch> done) {
        Map<String, Tensor> columns = new LinkedHashMap<>();
        columns.put("loss", column(done, Epoch::loss));
        columns.put("train_accuracy", column(done, Epoch::trainAccuracy));
        columns.put("test_accuracy", column(done, Epoch::testAccuracy));
        columns.put("samples_per_second", column(done, Epoch::samplesPerSecond));
        return columns;
    }

    private static Tensor column(List<Epoch> done, ToDoubleFunction<Epoch> field) {
        return Tensor.of(done.stream().mapToDouble(field).toArray());
    }

    /**
     * Sets all of it to what a file holds. {@return the epochs that are done}
     *
     * @throws DataException if the file holds a training with other choices
     * @throws TensorFileException if it cannot be read or is no checkpoint of a training
     */
    public List<Epoch> resume(Path file) {
        Checkpoint saved = Checkpoint.load(file);
        checkChoices(file, saved.state(CHOICES));
        List<Epoch> done = epochs(file, saved);
        try {
            model.loadStateDict(saved.tensors(MODEL));
            optimizer.loadStateDict(saved.tensors(OPTIMIZER));
        } catch (VecgradException e) {
            throw new DataException(file + ": its parts do not fit each other: " + e.getMessage(), e);
        }
        saved.restore(ORDER, order);
        saved.restore(RANDOM, Generator.global());
        return done;
    }

    private void checkChoices(Path file, Map<String, Object> saved) {
        choices.forEach((name, value) -> {
            Object before = saved.get(name);
            if (!value.equals(before)) {
                throw new DataException("--resume " + file + ": its training had " + name + " " + before
                        + ", this one has " + value + ": both must be the same");
            }
        });
    }

    private static List<Epoch> epochs(Path file, Checkpoint saved) {
        Map<String, Tensor> columns = saved.tensors(EPOCHS);
        double[] loss = column(file, columns, "loss");
        double[] train = column(file, columns, "train_accuracy");
        double[] test = column(file, columns, "test_accuracy");
        double[] speed = column(file, columns, "samples_per_second");
        if (loss.length == 0
                || train.length != loss.length
                || test.length != loss.length
                || speed.length != loss.length) {
            throw new DataException(file + ": its columns of epochs must be of one length, at least 1");
        }
        List<Epoch> epochs = new ArrayList<>();
        for (int i = 0; i < loss.length; i++) {
            epochs.add(new Epoch(i + 1, loss[i], train[i], test[i], speed[i]));
        }
        return epochs;
    }

    private static double[] column(Path file, Map<String, Tensor> columns, String name) {
        Tensor column = columns.get(name);
        if (column == null || column.shape().rank() != 1) {
            throw new DataException(file + ": it has no column " + name + " of its epochs");
        }
        return column.to(DType.FLOAT64).toDoubleArray();
    }
}
