package dev.vecgrad.plan;

import dev.vecgrad.graph.Limits;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one kernel of two that go over the same rows: the passes of the second follow those of the first. What the first writes the second
 * takes from the expression instead of memory.
 */
final class RowMerger {
    private final KernelView first;
    private final KernelView second;
    private final PlaceList inputs = new PlaceList();
    private final List<Place> outputs = new ArrayList<>();
    private final Map<Integer, Integer> outputOfFirst = new HashMap<>();
    private final Map<Integer, Expr> written = new HashMap<>();
    private final Map<Integer, Expr> read = new HashMap<>();
    private final int accumulators;
    private final int params;

    private RowMerger(KernelView first, KernelView second) {
        this.first = first;
        this.second = second;
        this.accumulators = first.spec().stages().stream()
                .mapToInt(stage -> stage.accumulators().size())
                .sum();
        this.params = first.spec().params().size();
    }

    /**
     * {@return one step that does what both do, null if there is none}
     *
     * @param isNeeded whether somebody else reads a storage that the first writes
     */
    static @Nullable Step merge(KernelView first, KernelView second, Predicate<Storage> isNeeded) {
        boolean sameRows = first.kept() == second.kept() && Arrays.equals(first.sizes(), second.sizes());
        return sameRows ? new RowMerger(first, second).merge(isNeeded) : null;
    }

    private @Nullable Step merge(Predicate<Storage> isNeeded) {
        first.spec().stages().forEach(stage -> take(stage.writes(), isNeeded));
        take(first.spec().rowWrites(), isNeeded);
        if (!readFromFirst() || !sharesARow()) {
            return null;
        }
        int own = outputs.size();
        outputs.addAll(second.outputs());
        List<Stage> stages = stages(own);
        return isWithinBounds(stages) ? build(stages, own) : null;
    }

    /** What the first writes: its expression, and its place if it is still to be written. */
    private void take(List<Write> writes, Predicate<Storage> isNeeded) {
        for (Write write : writes) {
            Place place = first.outputs().get(write.output());
            written.put(write.output(), ofFirst(write.value()));
            if (isNeeded.test(place.storage())) {
                outputOfFirst.put(write.output(), outputs.size());
                outputs.add(place);
            }
        }
    }

    private Expr ofFirst(Expr root) {
        return Substitution.leaves(
                root,
                leaf -> leaf instanceof Expr.Input in
                        ? Expr.input(inputs.number(first.inputs().get(in.index())), in.dtype())
                        : leaf);
    }

    /** The second's inputs; false if it reads what the first writes in another way. */
    private boolean readFromFirst() {
        for (int i = 0; i < second.inputs().size(); i++) {
            Place place = second.inputs().get(i);
            Expr value = null;
            for (int k = 0; k < first.outputs().size(); k++) {
                value = first.outputs().get(k).isSame(place) ? written.get(k) : value;
            }
            if (value == null && first.outputs().stream().anyMatch(o -> o.storage() == place.storage())) {
                return false;
            }
            read.put(i, value == null ? Expr.input(inputs.number(place), place.dtype()) : value);
        }
        return true;
    }

    /** Whether elements of a row, not only what was found of it, are in cache for the second. */
    private boolean sharesARow() {
        return second.inputs().stream()
                .filter(second::movesEverywhere)
                .anyMatch(place -> first.inputs().stream().anyMatch(place::isSame)
                        || first.outputs().stream().anyMatch(place::isSame));
    }

    private List<Stage> stages(int own) {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : first.spec().stages()) {
            stages.add(mapped(stage, this::ofFirst, this::writesOfFirst));
        }
        for (Stage stage : second.spec().stages()) {
            stages.add(mapped(stage, this::ofSecond, writes -> writesOfSecond(writes, own)));
        }
        joinPassesThatMeet(stages, first.spec().stages().size() - 1);
        stages.removeIf(
                stage -> stage.accumulators().isEmpty() && stage.writes().isEmpty());
        return stages;
    }

    /** A pass that only writes need not be one of its own. */
    private static void joinPassesThatMeet(List<Stage> stages, int last) {
        Stage stage = stages.get(last);
        Stage next = stages.get(last + 1);
        if (stage.accumulators().isEmpty()) {
            List<Write> writes = new ArrayList<>(stage.writes());
            writes.addAll(next.writes());
            stages.set(last, new Stage(next.accumulators(), writes));
            Stage _ = stages.remove(last + 1);
        }
    }

    private static Stage mapped(Stage stage, UnaryOperator<Expr> values, UnaryOperator<List<Write>> writes) {
        return new Stage(stage.mapAccumulators(values), writes.apply(stage.writes()));
    }

    private List<Write> writesOfFirst(List<Write> writes) {
        List<Write> kept = new ArrayList<>();
        for (Write write : writes) {
            Integer output = outputOfFirst.get(write.output());
            if (output != null) {
                kept.add(new Write(output, ofFirst(write.value())));
            }
        }
        return kept;
    }

    private List<Write> writesOfSecond(List<Write> writes, int own) {
        return writes.stream()
                .map(write -> new Write(own + write.output(), ofSecond(write.value())))
                .toList();
    }

    private Expr ofSecond(Expr root) {
        return Substitution.leaves(root, leaf -> switch (leaf) {
            case Expr.Input in -> read.getOrDefault(in.index(), leaf);
            case Expr.Param param -> Expr.param(params + param.index(), param.dtype());
            case Expr.Acc acc -> Expr.acc(accumulators + acc.index(), acc.part(), acc.dtype());
            default -> leaf;
        });
    }

    private boolean isWithinBounds(List<Stage> stages) {
        return inputs.all().size() + outputs.size() <= Merger.MOST_OPERANDS
                && stages.stream().allMatch(stage -> Limits.cost(Merger.exprs(stage)) <= Limits.PASS)
                && !Merger.hasConflict(inputs.all(), outputs, false);
    }

    private Step build(List<Stage> stages, int own) {
        List<Write> rowWrites = new ArrayList<>(writesOfFirst(first.spec().rowWrites()));
        rowWrites.addAll(writesOfSecond(second.spec().rowWrites(), own));
        JoinedScalars scalars = JoinedScalars.of(first, second);
        return new KernelBuilder(
                        Space.INNER,
                        first.sizes(),
                        first.kept(),
                        inputs.all(),
                        outputs,
                        scalars.dtypes(),
                        scalars.params(),
                        scalars.fresh(),
                        stages,
                        rowWrites)
                .build();
    }
}
