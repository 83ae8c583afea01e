package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Space;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets sums of columns follow a kernel of the same rows row by row, where both read the same matrix: the rows are in cache when the sums
 * come to them, as with the gradients of a norm's input and of its weight.
 */
final class ColumnsBehindRows implements Pass {
    /** A smaller matrix is still in cache when a second kernel reads it. */
    private static final long LEAST = 1 << 20;

    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = new ArrayList<>(steps);
        for (int k = 0; k < current.size(); k++) {
            join(current, k);
        }
        return current;
    }

    private static void join(List<Step> steps, int first) {
        KernelView rows = view(steps.get(first), Space.INNER);
        if (rows == null) {
            return;
        }
        for (int second : new Usage(steps).laterReaders(rows.inputs(), first)) {
            KernelView columns = view(steps.get(second), Space.OUTER);
            if (columns != null && MapFusion.canMove(steps, second, first + 1, second) && fits(rows, columns)) {
                Step _ = steps.remove(second);
                steps.set(first, joined(rows, columns));
                return;
            }
        }
    }

    /** {@return a large kernel of the processor over the elements of a matrix, null if the step is none} */
    private static @Nullable KernelView view(Step step, Space space) {
        KernelView view = KernelView.of(step);
        return view != null
                        && view.spec().space() == space
                        && view.sizes().length == 2
                        && view.kept() == 1
                        && view.sizes()[0] * view.sizes()[1] >= LEAST
                        && step.operands().getFirst().device().isCpu()
                ? view
                : null;
    }

    private static boolean fits(KernelView rows, KernelView columns) {
        return rows.sizes()[0] == columns.sizes()[1]
                && rows.sizes()[1] == columns.sizes()[0]
                && columns.outputs().stream().noneMatch(out -> touches(rows, out.storage()))
                && columns.inputs().stream().allMatch(in -> isOfItsRow(rows, in));
    }

    private static boolean touches(KernelView view, Storage storage) {
        return view.step().operands().contains(storage);
    }

    /** Whether the rows' kernel does not write what the columns' one reads, or just at the same place of the matrix. */
    private static boolean isOfItsRow(KernelView rows, Place read) {
        Place alongRows = read.along(new long[] {read.strides()[1], read.strides()[0]});
        return rows.outputs().stream()
                .filter(out -> out.storage() == read.storage())
                .allMatch(out -> out.strides()[0] != 0 && out.isSame(alongRows));
    }

    private static Step joined(KernelView rows, KernelView columns) {
        List<Storage> operands = Stream.of(rows, columns)
                .flatMap(view -> view.step().operands().stream())
                .toList();
        List<Step.Scalars> scalars = new ArrayList<>(rows.step().scalars());
        int first = rows.work().launch().params().length;
        columns.step().scalars().forEach(s -> scalars.add(new Step.Scalars(first + s.at(), s.values())));
        return new Step(new Work.RowsAndColumns(rows.work(), columns.work()), operands, scalars, null);
    }
}
