package dev.vecgrad.plan;

import dev.vecgrad.exec.Products;
import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a map over a product's result go through each panel while that is in cache: an activation, the gradient of one, an optimiser's step. If
 * nobody else reads the product, it is written where the map's result will be.
 */
final class Epilogues implements Pass {
    /** What a map touches of a panel must stay in a core's own cache, half of the smallest of today, until the map has run. */
    private static final long CACHED = 1 << 18;

    /** Products with a shorter inner dim have results large for their work: one panel would keep one thread busy with its map. */
    private static final int LEAST_INNER = 16;

    /** Results with as few elements are always a thread's own. */
    private static final long SMALL = 1 << 15;

    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = new ArrayList<>(steps);
        int k = 0;
        while (k < current.size()) {
            boolean isSuited = current.get(k).work() instanceof Work.Multiplication product && isSuited(product);
            k += isSuited && hasMovedDown(current, k, roles) ? 0 : 1;
        }
        return current;
    }

    private static boolean isSuited(Work.Multiplication multiplication) {
        MatrixProduct p = multiplication.product();
        return multiplication.device().isCpu()
                && p.count() == 1
                && p.m() > 1
                && p.n() > 1
                && (p.k() >= LEAST_INNER || p.m() * p.n() <= SMALL)
                && p.c().leading() == p.n();
    }

    /** Joins a product with a map; {@return whether it stands further down now, and another step in its place} */
    private static boolean hasMovedDown(List<Step> steps, int first, Roles roles) {
        Storage result = steps.get(first).operands().getLast();
        Usage usage = new Usage(steps);
        int second = usage.touching(result).stream()
                .filter(k -> k > first)
                .findFirst()
                .orElse(-1);
        KernelView map = second < 0 ? null : KernelView.of(steps.get(second));
        if (map == null || !map.isMap() || Merger.isOrdered(map)) {
            return false;
        }
        boolean down = MapFusion.canMove(steps, first, first + 1, second);
        if (!down && !MapFusion.canMove(steps, second, first + 1, second)) {
            return false;
        }
        boolean isNeeded = usage.isNeededBesides(result, first, second, roles);
        Step joined = joined(steps.get(first), map, isNeeded);
        if (joined == null) {
            return false;
        }
        steps.set(down ? second : first, joined);
        Step _ = steps.remove(down ? first : second);
        return down;
    }

    private static @Nullable Step joined(Step step, KernelView map, boolean isNeeded) {
        Work.Multiplication product = (Work.Multiplication) step.work();
        MatrixProduct p = product.product();
        Place result = new Place(step.operands().getLast(), p.dtype(), p.c().offset(), new long[] {p.n(), 1});
        Place read = map.inputs().stream()
                .filter(in -> in.storage() == result.storage())
                .findFirst()
                .orElse(null);
        if (read == null || map.work().launch().keptNumel() != p.m() * p.n()) {
            return null;
        }
        long[] sizes = {p.m(), p.n()};
        DimMatch match = DimMatch.of(sizes, 2, result.strides(), map.sizes(), read.strides());
        if (match == null || !Arrays.equals(match.sizes(), sizes)) {
            return null;
        }
        List<Place> inputs = along(map.inputs(), match);
        List<Place> outputs = along(map.outputs(), match);
        List<Place> places = Stream.concat(inputs.stream(), outputs.stream()).toList();
        if (!isCached(p, places) || !isElementwise(map, places) || !staysApart(step, result, inputs, outputs)) {
            return null;
        }
        Storage target = isNeeded || p.beta() != 0 ? result.storage() : target(result, inputs, outputs);
        return step(step, product, map, places).replaced(result.storage(), target);
    }

    private static List<Place> along(List<Place> places, DimMatch match) {
        return places.stream()
                .map(place -> place.along(match.others(place.strides())))
                .toList();
    }

    /** Whether panels are of whole rows, over which a map goes as over one, and small. */
    private static boolean isCached(MatrixProduct p, List<Place> places) {
        long rows = Products.rowsOfPanels(p);
        long bytes = places.stream()
                .filter(place -> place.movesAlong(new long[] {p.m(), p.n()}))
                .mapToLong(place -> place.dtype().itemSize())
                .sum();
        return rows > 0 && rows * p.n() * bytes <= CACHED;
    }

    /** Whether the kernel walks along rows of the result as it was made to. */
    private static boolean isElementwise(KernelView map, List<Place> places) {
        List<Operand> operands = Stream.concat(map.spec().inputs().stream(), map.spec().outputs().stream())
                .toList();
        for (int i = 0; i < places.size(); i++) {
            if (Access.of(places.get(i).strides()[1]) != operands.get(i).access()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a panel's map touches nothing that the product or the map of another panel needs. */
    private static boolean staysApart(Step product, Place result, List<Place> inputs, List<Place> outputs) {
        List<Storage> factors = product.operands().subList(0, 2);
        return outputs.stream().noneMatch(out -> factors.contains(out.storage()))
                && Stream.concat(inputs.stream(), outputs.stream())
                        .filter(place -> place.storage() == result.storage())
                        .allMatch(result::isSame)
                && !Merger.hasConflict(inputs, outputs, true);
    }

    /** {@return where the product may be written, since the map will write over it there} */
    private static Storage target(Place result, List<Place> inputs, List<Place> outputs) {
        return outputs.stream()
                .filter(out -> out.storage().bytes() == result.storage().bytes())
                .filter(out -> new Place(result.storage(), out.dtype(), out.offset(), out.strides()).isSame(result))
                .map(Place::storage)
                .filter(storage -> inputs.stream().noneMatch(in -> in.storage() == storage))
                .findFirst()
                .orElse(result.storage());
    }

    private static Step step(Step product, Work.Multiplication multiplication, KernelView map, List<Place> places) {
        MatrixProduct p = multiplication.product();
        Launch launch = Launch.map(
                new long[] {p.m(), p.n()},
                places.stream().mapToLong(Place::offset).toArray(),
                places.stream().map(Place::strides).toArray(long[][]::new),
                map.work().launch().params());
        Work.Kernel kernel = new Work.Kernel(map.work().executable(), launch);
        List<Storage> operands = new ArrayList<>(product.operands());
        places.forEach(place -> operands.add(place.storage()));
        return new Step(
                new Work.ProductMap(multiplication, kernel),
                operands,
                map.step().scalars(),
                null);
    }
}
