package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.core.Generator;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.optim.AdamW;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A transformer learns some sonnets of Shakespeare, character by character, and writes a little of its own: about a minute on two cores.
 */
final class Transformer implements Example {
    private static final int LENGTH = 64;
    private static final int BATCH = 16;

    private static final int FEATURES = 96;
    private static final int WRITTEN = 300;

    /** A shorter run: {@code -Dvecgrad.example.steps=20}. */
    private static final String STEPS = "vecgrad.example.steps";

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public String summary() {
        return "a transformer learns sonnets character by character and writes some lines";
    }

    @Override
    public void run(PrintStream out) {
        Generator before = Generator.global();
        Generator.setGlobal(Generator.philox(1));
        try {
            train(out, text());
        } finally {
            Generator.setGlobal(before);
        }
    }

    private static void train(PrintStream out, String text) {
        String alphabet =
                text.chars().distinct().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        long[] numbers = text.chars().mapToLong(alphabet::indexOf).toArray();
        var model = new CharacterModel(alphabet.length(), LENGTH, FEATURES, 4, 2);
        long parameters = model.parameters().stream().mapToLong(Tensor::numel).sum();
        out.printf(
                Locale.ROOT,
                "%d characters, %d different ones; a model of %d numbers%n",
                numbers.length,
                alphabet.length(),
                parameters);
        var optimizer = new AdamW(model.parameters(), AdamW.options().lr(3e-3));
        Random random = new Random(1);
        int steps = Integer.getInteger(STEPS, 500);
        double sum = 0;
        int every = Math.max(1, steps / 10);
        for (int step = 1; step <= steps; step++) {
            try (Scope _ = Scope.open()) {
                sum += step(model, optimizer, Tensor.of(batch(numbers, random))).item();
            }
            if (step % every == 0) {
                out.printf(Locale.ROOT, "step %4d  loss %.3f%n", step, sum / every);
                sum = 0;
            }
        }
        out.println(write(model, alphabet, random));
    }

    /** One step on pieces of the text, each with one character more than the model reads: the one to foretell. {@return the loss} */
    static Tensor step(CharacterModel model, AdamW optimizer, Tensor pieces) {
        long length = pieces.size(1) - 1;
        optimizer.zeroGrad();
        Tensor scores = model.forward(pieces.narrow(1, 0, length));
        Tensor next = pieces.narrow(1, 1, length).reshape(-1);
        Tensor loss = Losses.crossEntropy(scores.flatten(0, 1), next);
        loss.backward();
        optimizer.step();
        return loss;
    }

    private static long[][] batch(long[] numbers, Random random) {
        long[][] pieces = new long[BATCH][LENGTH + 1];
        for (long[] piece : pieces) {
            System.arraycopy(numbers, random.nextInt(numbers.length - LENGTH), piece, 0, piece.length);
        }
        return pieces;
    }

    /** Draws one character after the other with the probability that the model gives it. */
    private static String write(CharacterModel model, String alphabet, Random random) {
        StringBuilder text = new StringBuilder("\n");
        model.eval();
        try (GradGuard _ = Autograd.noGrad()) {
            while (text.length() < WRITTEN) {
                try (Scope _ = Scope.open()) {
                    String seen = text.substring(Math.max(0, text.length() - LENGTH));
                    long[] numbers = seen.chars().mapToLong(alphabet::indexOf).toArray();
                    Tensor scores = model.forward(Tensor.of(new long[][] {numbers}));
                    double[] chances = scores.select(1, -1).div(0.8).softmax(-1).toDoubleArray();
                    text.append(alphabet.charAt(drawn(chances, random.nextDouble())));
                }
            }
        }
        return text.toString().strip();
    }

    private static int drawn(double[] chances, double uniform) {
        int index = 0;
        double sum = chances[0];
        while (sum < uniform && index < chances.length - 1) {
            sum += chances[++index];
        }
        return index;
    }

    private static String text() {
        try (InputStream in = Transformer.class.getResourceAsStream("sonnets.txt")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
