package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.nn.Tanh;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.type.DType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Trains a perceptron for 100 steps on random data, on one thread and again on two; prints the SHA-256 of its parameters, a line each. */
public final class TrainingRun {
    private static final int STEPS = 100;
    private static final int SAMPLES = 300;

    private TrainingRun() {}

    /** Trains and prints. */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        for (int threads = 1; threads <= 2; threads++) {
            Threads.set(threads);
            System.out.println(digest(trained().stateDict()));
        }
    }

    private static Sequential trained() {
        Generator.setGlobal(Generator.philox(1));
        Sequential model =
                new Sequential(new Linear(20, 256), new ReLU(), new Linear(256, 128), new Tanh(), new Linear(128, 3));
        Adam adam = new Adam(model.parameters());
        Tensor x = Tensor.randn(SAMPLES, 20);
        Tensor y = Tensor.randint(0, 3, new long[] {SAMPLES}, DType.INT64, Generator.global());
        for (int step = 0; step < STEPS; step++) {
            step(model, adam, x, y);
        }
        return model;
    }

    private static void step(Sequential model, Adam adam, Tensor x, Tensor y) {
        try (Scope _ = Scope.open()) {
            adam.zeroGrad();
            Losses.crossEntropy(model.forward(x), y).backward();
            adam.step();
        }
    }

    private static String digest(Map<String, Tensor> state) throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        state.forEach((name, tensor) -> {
            sha.update(name.getBytes(UTF_8));
            float[] elements = tensor.toFloatArray();
            ByteBuffer bytes = ByteBuffer.allocate(elements.length * Float.BYTES);
            bytes.asFloatBuffer().put(elements);
            sha.update(bytes);
        });
        return HexFormat.of().formatHex(sha.digest());
    }
}
