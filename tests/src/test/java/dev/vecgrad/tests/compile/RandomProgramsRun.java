package dev.vecgrad.tests.compile;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Random programs, compiled and eager, must give the same bits. The first that does not is shortened to the shortest that fails, and
 * printed.
 */
public final class RandomProgramsRun {
    private static final int LONGEST = 24;
    private static final int CALLS = 3;

    private RandomProgramsRun() {}

    /** Tries as many programs as the first argument says, from the seed that is the second. */
    public static void main(String[] args) {
        int programs = Integer.parseInt(args[0]);
        long first = Long.parseLong(args[1]);
        for (long seed = first; seed < first + programs; seed++) {
            RandomProgram program = new RandomProgram(seed, 1 + (int) (seed % LONGEST));
            if (difference(program).isPresent()) {
                report(program);
                return;
            }
        }
        System.out.println("ok " + programs);
    }

    private static void report(RandomProgram failing) {
        RandomProgram shortest = failing;
        for (int length = 1; length < failing.length(); length++) {
            RandomProgram shorter = new RandomProgram(failing.seed(), length);
            if (difference(shorter).isPresent()) {
                shortest = shorter;
                break;
            }
        }
        System.out.println(shortest + ": " + difference(shortest).orElse("it fails only now and then"));
    }

    private static Optional<String> difference(RandomProgram program) {
        List<Tensor> inputs = program.inputs();
        Compiled compiled = Compiled.ofMany(program::run);
        try {
            for (int call = 0; call < CALLS; call++) {
                List<Tensor> eager = program.run(inputs);
                List<Tensor> planned = compiled.callMany(inputs);
                for (int i = 0; i < eager.size(); i++) {
                    if (!isSame(eager.get(i), planned.get(i))) {
                        return Optional.of("result " + i + " of call " + call + " is " + planned.get(i) + " instead of "
                                + eager.get(i) + "\n" + compiled.explain());
                    }
                }
                inputs = inputs.stream()
                        .map(t -> t.detach().mul(0.9).requiresGrad_(true))
                        .toList();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e + "\n" + Arrays.toString(e.getStackTrace()));
        }
    }

    private static boolean isSame(Tensor a, Tensor b) {
        return a.dtype() == b.dtype() && a.shape().equals(b.shape()) && Arrays.equals(numbers(a), numbers(b));
    }

    private static double[] numbers(Tensor x) {
        return x.detach().to(DType.FLOAT64).reshape(-1).toDoubleArray();
    }
}
