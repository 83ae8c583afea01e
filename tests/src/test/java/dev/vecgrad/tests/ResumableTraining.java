package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.Batch;
import dev.vecgrad.data.DataLoader;
import dev.vecgrad.data.TensorDataset;
import dev.vecgrad.io.Checkpoint;
import dev.vecgrad.nn.Dropout;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.DType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A small training with dropout and random orders that can stop anywhere, also within an epoch, and go on from its checkpoint. */
final class ResumableTraining {
    private static final int SAMPLES = 37;
    private static final int FEATURES = 5;

    private final Sequential model =
            new Sequential(new Linear(FEATURES, 16), new ReLU(), new Dropout(0.3), new Linear(16, 3));

    private final Optimizer<?> optimizer;
    private final Generator shuffle;
    private final DataLoader loader;
    private final LongFunction<Generator> kind;
    private long[] epochStart;
    private @Nullable Iterator<Batch> epoch;
    private long batches;
    private long steps;

    /**
     * A training at its start; the numbers that it starts from depend on the seed alone.
     *
     * @param optimizer adam or sgd
     * @param stream philox or pytorch
     */
    ResumableTraining(String optimizer, String stream, long seed) {
        kind = stream.equals("philox") ? Generator::philox : Generator::pytorch;
        Generator numbers = Generator.philox(1);
        Tensor x = Tensor.randn(new long[] {SAMPLES, FEATURES}, DType.FLOAT32, numbers);
        Tensor y = Tensor.randint(0, 3, new long[] {SAMPLES}, DType.INT64, numbers);
        Generator start = Generator.philox(seed);
        model.parameters()
                .forEach(parameter -> parameter
                        .detach()
                        .copy_(Tensor.randn(parameter.shape().toArray(), DType.FLOAT32, start)
                                .mul(0.5)));
        Generator.setGlobal(kind.apply(seed));
        this.optimizer = optimizer.equals("adam")
                ? new Adam(model.parameters(), Adam.options().lr(0.01))
                : new SGD(model.parameters(), SGD.options().lr(0.1).momentum(0.9));
        shuffle = kind.apply(seed);
        epochStart = shuffle.getState();
        loader =
                DataLoader.of(TensorDataset.of(x, y)).batchSize(8).shuffle(true).generator(shuffle);
    }

    /** Trains until it has made so many steps. */
    ResumableTraining until(long end) {
        model.train();
        while (steps < end) {
            Iterator<Batch> running = epoch;
            if (running == null || !running.hasNext()) {
                running = begin();
            }
            step(running.next());
        }
        return this;
    }

    private Iterator<Batch> begin() {
        epochStart = shuffle.getState();
        batches = 0;
        Iterator<Batch> begun = loader.iterator();
        epoch = begun;
        return begun;
    }

    private void step(Batch batch) {
        optimizer.zeroGrad();
        Losses.crossEntropy(model.forward(batch.x()), batch.y()).backward();
        optimizer.step();
        batches++;
        steps++;
    }

    void save(Path file) {
        new Checkpoint()
                .put("model", model.stateDict())
                .put("optimizer", optimizer.stateDict())
                .put("dropout", Generator.global())
                .put("shuffle", kind.apply(0).setState(epochStart))
                .put("training", Map.of("steps", steps, "batches", batches))
                .save(file);
    }

    /** Goes on where the saved training stopped: in the middle of an epoch its order is drawn again and its first batches are skipped. */
    ResumableTraining resume(Path file) {
        Checkpoint saved = Checkpoint.load(file);
        model.loadStateDict(saved.tensors("model"));
        optimizer.loadStateDict(saved.tensors("optimizer"));
        saved.restore("shuffle", shuffle);
        Iterator<Batch> running = begin();
        for (long skipped = saved.integer("training", "batches"); skipped > 0; skipped--) {
            Batch _ = running.next();
            batches++;
        }
        saved.restore("dropout", Generator.global());
        steps = saved.integer("training", "steps");
        return this;
    }

    /** {@return all bits of the model's parameters and the optimiser's memory} */
    String bits() {
        var bits = new StringBuilder();
        model.stateDict().forEach((name, tensor) -> bits.append(name).append(hex(tensor)));
        optimizer.stateDict().forEach((name, tensor) -> bits.append(name).append(hex(tensor)));
        return bits.toString();
    }

    private static String hex(Tensor tensor) {
        double[] elements = tensor.to(DType.FLOAT64).toDoubleArray();
        return Arrays.stream(elements).mapToObj(Double::toHexString).toList().toString();
    }

    /** Resumes from a file, trains on and prints the bits. */
    public static void main(String[] args) {
        var training = new ResumableTraining(args[0], args[1], 77);
        System.out.println(
                training.resume(Path.of(args[2])).until(Long.parseLong(args[3])).bits());
    }
}
