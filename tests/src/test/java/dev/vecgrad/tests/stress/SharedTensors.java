package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.ReleasedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A program in which four threads compute on shared tensors and on temporaries, in scopes and without, while others replace and release these and the collector
 * runs again and again. Each tensor is filled with one small integer, so every result is known exactly. It prints how many calls found a
 * released tensor and ends with code 1 if any value was wrong. Its arguments are the calls of each thread and a seed.
 */
final class SharedTensors {
    private static final int THREADS = 4;
    private static final int SHARED = 32;

    /** Shared numbers are so small that all sums and products of theirs are exact in float32, or rounded once. */
    private static final int LARGEST = 20;

    private static final long[][] SHAPES = {{1, 1}, {3, 5}, {13, 13}, {64, 40}, {100, 207}, {300, 300}};

    /** Large temporaries are one call of so many: a million calls end within the hour. */
    private static final int SELDOM = 500;

    /** Between two collections. */
    private static final long REST_NANOS = 2_000_000;

    private static final long[] LARGE = {1000, 1000};
    private static final long LARGE_NUMEL = 1000 * 1000;

    /** A tensor all of whose elements are {@code number}. */
    private record Known(Tensor tensor, double number) {}

    private final AtomicReferenceArray<Known> shared = new AtomicReferenceArray<>(SHARED);
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong released = new AtomicLong();
    private final int calls;

    private SharedTensors(int calls) {
        this.calls = calls;
    }

    /** Runs the program. */
    public static void main(String[] args) throws InterruptedException {
        SharedTensors program = new SharedTensors(Integer.parseInt(args[0]));
        program.run(Long.parseLong(args[1]));
        program.failures.stream().limit(5).forEach(Throwable::printStackTrace);
        System.out.printf(
                "%d calls, %d found a released tensor, %d failures, seed %s%n",
                (long) THREADS * program.calls, program.released.get(), program.failures.size(), args[1]);
        System.exit(program.failures.isEmpty() && program.released.get() > 0 ? 0 : 1);
    }

    private void run(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SHARED; i++) {
            shared.set(i, fresh(random));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                System.gc();
                // each collection stops the others: without a rest they would hardly run between two
                LockSupport.parkNanos(REST_NANOS);
            }
        });
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            SplittableRandom own = random.split();
            Thread.Builder kind = t == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
            threads.add(kind.start(() -> work(own)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        done.set(true);
        collector.join();
    }

    private void work(SplittableRandom random) {
        try {
            for (int i = 0; i < calls && failures.isEmpty(); i++) {
                call(random);
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void call(SplittableRandom random) {
        int kind = random.nextInt(SELDOM);
        switch (kind == 0 ? 0 : 1 + kind % 10) {
            case 0 -> check(computeOnTemporaries(random));
            case 1 -> any(random).tensor().value().storage().release();
            default -> callInScope(any(random), random);
        }
    }

    /** Without a scope, on large operands that nobody refers to but the running op. */
    private static Known computeOnTemporaries(SplittableRandom random) {
        double number = random.nextInt(LARGEST);
        return new Known(Tensor.full(LARGE, number).neg().square().add(1).sum(), LARGE_NUMEL * (number * number + 1));
    }

    private void callInScope(Known a, SplittableRandom random) {
        try (Scope scope = Scope.open()) {
            Known result = compute(a, any(random), random);
            check(result);
            share(result, scope, random);
        } catch (ReleasedException _) {
            released.incrementAndGet();
            shared.set(random.nextInt(SHARED), fresh(random));
        }
    }

    private Known any(SplittableRandom random) {
        return shared.get(random.nextInt(SHARED));
    }

    private static Known fresh(SplittableRandom random) {
        double number = random.nextInt(1, 8);
        return new Known(Tensor.full(SHAPES[random.nextInt(SHAPES.length)], number), number);
    }

    /** A result that outlives its scope takes another's place; the collector finds that one if no thread has it any more. */
    private void share(Known result, Scope scope, SplittableRandom random) {
        if (Math.abs(result.number()) <= LARGEST && result.tensor().dim() == 2 && random.nextInt(4) == 0) {
            scope.keep(result.tensor().value().storage());
            shared.set(random.nextInt(SHARED), result);
        }
    }

    private static Known compute(Known a, Known b, SplittableRandom random) {
        Tensor t = a.tensor();
        double number = a.number();
        return switch (random.nextInt(9)) {
            case 0 -> new Known(t.neg(), -number);
            case 1 -> new Known(t.mul(2).add(1), 2 * number + 1);
            case 2 -> new Known(t.abs().sqrt().square().round(), Math.abs(number));
            case 3 -> new Known(t.sum(), number * t.numel());
            case 4 -> new Known(t.transpose(0, 1).contiguous(), number);
            case 5 -> new Known(t.narrow(0, 0, 1).expand(7, t.size(1)).add(t.narrow(0, 0, 1)), 2 * number);
            case 6 -> new Known(t.matmul(t.transpose(0, 1)), number * number * t.size(1));
            case 7 ->
                new Known(
                        t.sum(0, true).mul(b.tensor().sum()),
                        number * t.size(0) * b.number() * b.tensor().numel());
            default -> new Known(t.sub(b.tensor().narrow(0, 0, 1).narrow(1, 0, 1)), number - b.number());
        };
    }

    private static void check(Known result) {
        for (float element : result.tensor().toFloatArray()) {
            if (element != (float) result.number()) {
                throw new AssertionError("an element of " + result.tensor().shape() + " is " + element + " but must be "
                        + result.number());
            }
        }
    }
}
