package dev.vecgrad.tests.compile;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.nn.BatchNorm1d;
import dev.vecgrad.nn.Conv2d;
import dev.vecgrad.nn.Dropout;
import dev.vecgrad.nn.Embedding;
import dev.vecgrad.nn.Flatten;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.MaxPool2d;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.AdamW;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training whose whole step is a compiled function. All of one kind begin alike and are given the same batches. */
final class CompiledTraining {
    /** Kinds of training, which together have all kinds of state. */
    enum Kind {
        /** Momenta and counted steps. */
        PERCEPTRON,
        /** Running statistics and random masks. */
        NORMS,
        /** Indices in the input. */
        EMBEDDING,
        /** Work that is no loop of expressions. */
        CONVOLUTIONS
    }

    private static final int BATCH = 5;
    private static final int CLASSES = 3;
    private static final int WORDS = 10;

    private final Generator random = Generator.philox(7);
    private final Kind kind;
    private final int batch;
    private final Sequential model;
    private final Optimizer<?> optimizer;
    private final Compiled step;
    private int calls;

    CompiledTraining(Kind kind) {
        this(kind, BATCH);
    }

    /** A training with batches of so many samples. */
    CompiledTraining(Kind kind, int batch) {
        Generator.setGlobal(random);
        this.kind = kind;
        this.batch = batch;
        this.model = switch (kind) {
            case PERCEPTRON -> new Sequential(new Linear(6, 8), new ReLU(), new Linear(8, CLASSES));
            case NORMS ->
                new Sequential(
                        new Linear(6, 8), new BatchNorm1d(8), new ReLU(), new Dropout(0.4), new Linear(8, CLASSES));
            case EMBEDDING -> new Sequential(new Embedding(WORDS, 4), new Flatten(), new Linear(8, CLASSES));
            case CONVOLUTIONS ->
                new Sequential(
                        new Conv2d(1, 3, 3), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(12, CLASSES));
        };
        this.optimizer = switch (kind) {
            case PERCEPTRON, CONVOLUTIONS -> new Adam(model.parameters());
            case NORMS -> new SGD(model.parameters(), SGD.options().lr(0.1).momentum(0.9));
            case EMBEDDING -> new AdamW(model.parameters());
        };
        this.step = Compiled.of((Tensor x, Tensor y) -> {
            optimizer.zeroGrad();
            Tensor loss = Losses.crossEntropy(model.forward(x), y);
            loss.backward();
            optimizer.step();
            return loss;
        });
    }

    /** {@return the inputs and classes of the next batch} */
    List<Tensor> next() {
        return List.of(inputs(), classes());
    }

    /** Trains on the next batch. {@return the loss} */
    Tensor train(List<Tensor> next) {
        Generator.setGlobal(random);
        Tensor loss = step.call(next.get(0), next.get(1));
        calls++;
        return loss;
    }

    /** Trains on the next batch. {@return the loss and the state, as bits} */
    String call() {
        return bits(train(next())) + state();
    }

    /** Tries to train on a batch of which a class is none, or with {@code inInput} a word. */
    void callWithWrongIndex(boolean inInput) {
        List<Tensor> next = next();
        Tensor _ = inInput
                ? next.get(0).select(1, 1).select(0, batch - 1).fill_(WORDS)
                : next.get(1).select(0, batch - 1).fill_(CLASSES);
        Tensor _ = train(next);
    }

    /** {@return whether the input is made of indices} */
    boolean hasIndices() {
        return kind == Kind.EMBEDDING;
    }

    private Tensor inputs() {
        Generator numbers = Generator.philox(100 + calls);
        return switch (kind) {
            case PERCEPTRON, NORMS -> Tensor.randn(new long[] {batch, 6}, DType.FLOAT32, numbers);
            case EMBEDDING -> Tensor.randint(0, WORDS, new long[] {batch, 2}, DType.INT64, numbers);
            case CONVOLUTIONS -> Tensor.randn(new long[] {batch, 1, 6, 6}, DType.FLOAT32, numbers);
        };
    }

    private Tensor classes() {
        return Tensor.randint(0, CLASSES, new long[] {batch}, DType.INT64, Generator.philox(1000 + calls));
    }

    /** {@return how many pieces of work a call does} */
    int steps() {
        return step.steps();
    }

    /** {@return all that a call changes, as bits: parameters, statistics, grads, what the optimiser remembers, the generator's place} */
    String state() {
        StringBuilder state = new StringBuilder(Arrays.toString(random.getState()));
        model.stateDict().forEach((name, tensor) -> state.append(name).append(bits(tensor)));
        model.parameters().forEach(parameter -> state.append("grad").append(bits(parameter.grad())));
        optimizer.stateDict().forEach((name, tensor) -> state.append(name).append(bits(tensor)));
        return state.toString();
    }

    private static String bits(@Nullable Tensor tensor) {
        if (tensor == null) {
            return "none";
        }
        double[] elements = tensor.detach().to(DType.FLOAT64).reshape(-1).toDoubleArray();
        return Arrays.stream(elements).mapToObj(Double::toHexString).toList().toString();
    }
}
