package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.KernelException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that calls random ops with random arguments, right and wrong ones, on a backend that compares every kernel with the reference.
 * A call gives a result or raises vecgrad's exception, whose message begins with the op; all else is printed with the number that
 * repeats it. Its arguments are the number of calls and the first one's number.
 */
final class OpFuzz {
    private static final int MOST_FAILURES = 25;
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][\\w.]*: \\S.*", Pattern.DOTALL);

    private final Map<String, String> failures = new HashMap<>();
    private long results;
    private long refusals;

    private OpFuzz() {}

    /** Runs the program. */
    public static void main(String[] args) {
        OpFuzz fuzz = new OpFuzz();
        long calls = Long.parseLong(args[0]);
        long first = Long.parseLong(args[1]);
        for (long number = first; number < first + calls && fuzz.failures.size() < MOST_FAILURES; number++) {
            fuzz.call(number);
        }
        fuzz.failures.values().forEach(System.out::println);
        System.out.printf(
                "%d methods; %d results, %d refusals, %d failures from call %d on%n",
                MethodCalls.count(), fuzz.results, fuzz.refusals, fuzz.failures.size(), first);
        System.exit(fuzz.failures.isEmpty() && fuzz.results > calls / 10 && fuzz.refusals > calls / 10 ? 0 : 1);
    }

    private void call(long number) {
        SplittableRandom random = new SplittableRandom(number);
        try (Scope _ = Scope.open()) {
            Attempt attempt = random.nextBoolean() ? CaseCalls.next(random) : MethodCalls.next(random);
            make(attempt, number, random.nextInt(3) == 0);
        }
    }

    private void make(Attempt attempt, long number, boolean backward) {
        try {
            tensors(attempt.call().get()).forEach(tensor -> use(tensor, backward));
            results++;
        } catch (KernelException e) {
            note(attempt, number, e);
        } catch (VecgradException e) {
            refusals++;
            String message = String.valueOf(e.getMessage());
            if (!FORM.matcher(message).matches() || message.startsWith("launch:") || message.startsWith("transfer:")) {
                note(attempt, number, e);
            }
        } catch (RuntimeException | Error e) {
            note(attempt, number, e);
        }
    }

    /** Reads all elements, and sends a gradient back. */
    private static void use(Tensor tensor, boolean backward) {
        if (tensor.toDoubleArray().length != tensor.numel()) {
            throw new AssertionError("elements are missing");
        }
        if (backward && tensor.requiresGrad()) {
            tensor.backward(tensor.detach().onesLike(), true, true);
        }
    }

    private static Stream<Tensor> tensors(Object result) {
        return switch (result) {
            case Tensor tensor -> Stream.of(tensor);
            case Tensor[] several -> Arrays.stream(several);
            case Collection<?> several -> several.stream().flatMap(OpFuzz::tensors);
            default -> Stream.empty();
        };
    }

    /** Failures of one kind and place count once. */
    private void note(Attempt attempt, long number, Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = Arrays.stream(trace)
                .filter(frame -> frame.getClassName().startsWith("dev.vecgrad."))
                .limit(4)
                .toList()
                .toString();
        failures.putIfAbsent(
                e.getClass() + where,
                "call " + number + ": " + attempt.what() + "\n  " + e + "\n  at "
                        + Arrays.stream(trace).limit(12).toList());
    }
}
