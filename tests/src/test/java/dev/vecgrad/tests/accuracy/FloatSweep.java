package dev.vecgrad.tests.accuracy;

import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every float32 number, all 2^32, through the kernel of a function's lowering, against the truth: the worst error of each function
 * and where it is, as the rows of a table. A function takes about a minute on two free cores.
 */
public final class FloatSweep {
    private static final int CHUNK_BITS = 16;
    private static final int THREADS = 2;

    /** What is swept when nothing is named: the functions of which at most 2 ulp are asked. */
    static final List<MathFn> ASKED = List.of(
            MathFn.EXP,
            MathFn.LOG,
            MathFn.LOG1P,
            MathFn.EXPM1,
            MathFn.TANH,
            MathFn.SIGMOID,
            MathFn.SOFTPLUS,
            MathFn.ERF,
            MathFn.SIN,
            MathFn.COS);

    private final MathFn fn;
    private final Lowered lowered;

    private FloatSweep(MathFn fn) {
        this.fn = fn;
        this.lowered = Lowered.of(fn, DType.FLOAT32);
    }

    /** Sweeps the functions that are named, {@code all} of one argument, or those of which 2 ulp are asked. */
    public static void main(String... names) throws InterruptedException, ExecutionException {
        System.out.println("| function | worst ulp | at | computed | true |");
        System.out.println("|---|---|---|---|---|");
        for (MathFn fn : functions(names)) {
            Worst worst = new FloatSweep(fn).run();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %s | %s | %s |%n",
                    fn.text(),
                    worst.ulps(),
                    worst.at(),
                    (float) worst.found(),
                    worst.truth());
        }
    }

    private static List<MathFn> functions(String... names) {
        if (names.length == 0) {
            return ASKED;
        }
        boolean all = List.of(names).contains("all");
        return Arrays.stream(MathFn.values())
                .filter(fn -> fn.arity() == 1)
                .filter(fn -> all || List.of(names).contains(fn.text()))
                .toList();
    }

    private Worst run() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Worst>> parts = new ArrayList<>();
            for (int i = 0; i < 1 << Integer.SIZE - CHUNK_BITS; i++) {
                int first = i << CHUNK_BITS;
                parts.add(threads.submit(() -> chunk(first)));
            }
            Worst worst = Worst.NONE;
            for (Future<Worst> part : parts) {
                worst = worst.or(part.get());
            }
            return worst;
        }
    }

    private Worst chunk(int first) {
        float[] x = new float[1 << CHUNK_BITS];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(first + i);
        }
        return worst(fn, lowered, x);
    }

    /** {@return the worst error at these arguments} */
    static Worst worst(MathFn fn, Lowered lowered, float[] x) {
        float[] found = lowered.at(x);
        double[] truths = truths(fn, x);
        double most = -1;
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            double truth = truths[i];
            if (most >= 0.5 && isRounded(found[i], truth)) {
                continue;
            }
            double ulps = Ulps.of(found[i], truth);
            if (ulps > most) {
                most = ulps;
                at = i;
            }
        }
        String place = x[at] + " (" + Float.toHexString(x[at]) + ")";
        return new Worst(most, place, found[at], truths[at]);
    }

    private static double[] truths(MathFn fn, float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        double[] truths = new double[x.length];
        FloatTruths.of(fn, wide, truths);
        return truths;
    }

    /** Whether it is the truth rounded, and so at most 0.5 ulp from it. */
    private static boolean isRounded(float found, double truth) {
        return Float.floatToRawIntBits(found) == Float.floatToRawIntBits((float) truth);
    }
}
