package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.memory.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A program that trains many small steps without a scope and keeps every 100th loss with its graph. It prints the resident memory at step
 * 10,000 and at the end, and ends with code 1 if that has grown by more than 32 MiB. Its argument is the number of steps. At step 10,000, which a
 * quick machine reaches within a second, it waits until loops are compiled: C2 takes up to 70 MB for one of them, which is not the training's.
 */
final class LongTraining {
    private static final int EARLY = 10_000;
    private static final long ALLOWED_KIB = 32 << 10;

    private final Tensor x = Tensor.randn(800, 10);
    private final Tensor y = Tensor.randn(800, 1);
    private final Tensor weight = Tensor.zeros(10, 1).requiresGrad_(true);
    private final Tensor bias = Tensor.zeros(1).requiresGrad_(true);

    private LongTraining() {}

    /** Runs as many steps as the argument says, at least 20,000. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LongTraining training = new LongTraining();
        List<Tensor> losses = new ArrayList<>();
        training.run(0, EARLY, losses);
        letKernelsSettle();
        long early = residentKib();
        Memory.Stats before = Memory.stats();
        training.run(EARLY, Math.max(2 * EARLY, Integer.parseInt(args[0])), losses);
        long late = residentKib();
        System.out.printf(
                "%d losses kept, first %s, last %s; resident %d KiB, then %d KiB; %s, then %s%n",
                losses.size(), losses.getFirst().item(), losses.getLast().item(), early, late, before, Memory.stats());
        System.exit(late - early <= ALLOWED_KIB ? 0 : 1);
    }

    private static void letKernelsSettle() throws InterruptedException {
        while (!Backends.areSettled()) {
            Thread.sleep(10);
        }
    }

    private void run(int from, int to, List<Tensor> losses) {
        for (int step = from + 1; step <= to; step++) {
            Tensor loss = step();
            if (step % 100 == 0) {
                losses.add(loss);
            }
        }
    }

    private Tensor step() {
        Tensor loss = x.matmul(weight).add(bias).sub(y).square().mean();
        loss.backward();
        Autograd.noGrad(() -> {
            update(weight);
            update(bias);
        });
        return loss;
    }

    private static void update(Tensor parameter) {
        parameter.sub_(Objects.requireNonNull(parameter.grad()).mul(0.01));
        parameter.setGrad(null);
    }

    private static long residentKib() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * 4;
    }
}
