package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's step as loops over its kept dims and, inside, its reduced ones.
 *
 * @param step the step
 * @param work its work
 * @param sizes of the dims, outermost first, kept ones before reduced ones
 * @param kept how many dims are kept
 * @param inputs what it reads, without dims of size 1 that move
 * @param outputs what it writes
 */
record KernelView(Step step, Work.Kernel work, long[] sizes, int kept, List<Place> inputs, List<Place> outputs) {
    /** {@return the step as loops, null if it is no kernel} */
    static @Nullable KernelView of(Step step) {
        return step.work() instanceof Work.Kernel kernel ? of(step, kernel) : null;
    }

    private static KernelView of(Step step, Work.Kernel kernel) {
        KernelSpec spec = kernel.executable().spec();
        Launch launch = kernel.launch();
        long[] sizes = join(launch.kept(), launch.reduced());
        List<Place> inputs = new ArrayList<>();
        List<Place> outputs = new ArrayList<>();
        for (int i = 0; i < step.operands().size(); i++) {
            boolean input = i < spec.inputs().size();
            Operand operand = input
                    ? spec.inputs().get(i)
                    : spec.outputs().get(i - spec.inputs().size());
            long[] strides = join(launch.keptStrides()[i], launch.reducedStrides()[i]);
            for (int d = 0; d < sizes.length; d++) {
                strides[d] = sizes[d] == 1 ? 0 : strides[d];
            }
            Place place = new Place(step.operands().get(i), operand.dtype(), launch.offsets()[i], strides);
            (input ? inputs : outputs).add(place);
        }
        return new KernelView(step, kernel, sizes, launch.kept().length, inputs, outputs);
    }

    private static long[] join(long[] a, long[] b) {
        long[] all = new long[a.length + b.length];
        System.arraycopy(a, 0, all, 0, a.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    KernelSpec spec() {
        return work.executable().spec();
    }

    boolean isMap() {
        return spec().space() == Space.MAP;
    }

    /** {@return whether every kept and reduced element of the loops is another element of {@code place}} */
    boolean movesEverywhere(Place place) {
        return place.movesAlong(sizes);
    }
}
