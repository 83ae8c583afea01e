package dev.vecgrad.plan;

import dev.vecgrad.graph.Limits;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one kernel of two: of a map and of a kernel that runs after it and touches the same memory element for element. What the map
 * writes the second takes from the expression instead of memory.
 */
final class Merger {
    /** Operands of one kernel: each needs a register for its address, and the loop a few more. */
    static final int MOST_OPERANDS = 12;

    private final KernelView map;
    private final KernelView user;
    private final DimMatch match;
    private final PlaceList inputs = new PlaceList();
    private final List<Place> mapOutputs = new ArrayList<>();
    private final List<Place> userOutputs;
    private final Map<Integer, Expr> replaced = new HashMap<>();

    private Merger(KernelView map, KernelView user, DimMatch match) {
        this.map = map;
        this.user = user;
        this.match = match;
        this.userOutputs = along(user.outputs(), match::own);
    }

    /**
     * {@return one step that does what both do, null if there is none}
     *
     * @param shared in the map, what both touch
     * @param same in the user, the same
     * @param isNeeded whether somebody else reads a storage that the map writes
     */
    static @Nullable Step merge(
            KernelView map, Place shared, KernelView user, Place same, Predicate<Storage> isNeeded) {
        if (shared.offset() != same.offset() || shared.dtype() != same.dtype() || isOrdered(map)) {
            return null;
        }
        DimMatch match = DimMatch.of(user.sizes(), user.kept(), same.strides(), map.sizes(), shared.strides());
        if (match == null || user.spec().space() != Space.MAP && hasShortRows(user)) {
            return null;
        }
        if (isOrdered(user) && !Arrays.equals(match.sizes(), user.sizes())) {
            return null;
        }
        return new Merger(map, user, match).merge(user.movesEverywhere(same), isNeeded);
    }

    /** A row of one element does not say how its operands move. */
    private static boolean hasShortRows(KernelView view) {
        return view.work().launch().reducedNumel() <= 1;
    }

    /** {@return whether it computes with the numbers of its elements} */
    static boolean isOrdered(KernelView view) {
        return Exprs.topological(view.spec().roots()).contains(Expr.iota());
    }

    private static List<Place> along(List<Place> places, Function<long[], long[]> strides) {
        return places.stream().map(p -> p.along(strides.apply(p.strides()))).toList();
    }

    private @Nullable Step merge(boolean oneToOne, Predicate<Storage> isNeeded) {
        List<Expr> mapExprs = mapExprs();
        List<Write> kept = new ArrayList<>();
        for (Write write : map.spec().stages().getFirst().writes()) {
            Place place = map.outputs().get(write.output());
            Place target = place.along(match.others(place.strides()));
            boolean overwritten = userOutputs.stream().anyMatch(target::isSame);
            if (isNeeded.test(place.storage()) && !overwritten) {
                kept.add(new Write(mapOutputs.size(), mapExprs.get(write.output())));
                mapOutputs.add(target);
            }
        }
        boolean canStore = oneToOne && user.spec().space() != Space.OUTER;
        if (!kept.isEmpty() && !canStore
                || !replaceInputs(mapExprs)
                || !isWithinBounds()
                || hasConflict(inputs.all(), outputs(), user.isMap())) {
            return null;
        }
        List<Stage> stages = stages(kept);
        return stages.stream().anyMatch(stage -> Limits.cost(exprs(stage)) > Limits.PASS) ? null : build(stages);
    }

    private List<Expr> mapExprs() {
        Expr[] exprs = new Expr[map.outputs().size()];
        for (Write write : map.spec().stages().getFirst().writes()) {
            exprs[write.output()] = Substitution.leaves(write.value(), this::ofMap);
        }
        return Arrays.asList(exprs);
    }

    private Expr ofMap(Expr leaf) {
        return switch (leaf) {
            case Expr.Input in -> {
                Place place = map.inputs().get(in.index());
                yield Expr.input(inputs.number(place.along(match.others(place.strides()))), in.dtype());
            }
            case Expr.Param param -> Expr.param(user.spec().params().size() + param.index(), param.dtype());
            default -> leaf;
        };
    }

    /** What the user reads of the map's results becomes their expressions; false if it reads them in another way. */
    private boolean replaceInputs(List<Expr> mapExprs) {
        for (int i = 0; i < user.inputs().size(); i++) {
            Place own = user.inputs().get(i);
            Place place = own.along(match.own(own.strides()));
            int written = written(place);
            if (written >= 0) {
                replaced.put(i, mapExprs.get(written));
            } else if (map.outputs().stream().anyMatch(o -> o.storage() == own.storage())) {
                return false;
            } else {
                replaced.put(i, Expr.input(inputs.number(place), own.dtype()));
            }
        }
        return true;
    }

    private int written(Place place) {
        for (int k = 0; k < map.outputs().size(); k++) {
            Place output = map.outputs().get(k);
            if (output.along(match.others(output.strides())).isSame(place)) {
                return k;
            }
        }
        return -1;
    }

    private boolean isWithinBounds() {
        return inputs.all().size() + mapOutputs.size() + userOutputs.size() <= MOST_OPERANDS;
    }

    /**
     * {@return whether an output shares memory with another operand in a way that one loop cannot keep apart}
     *
     * @param isMap whether the loop reads an element before it writes it, once
     */
    static boolean hasConflict(List<Place> inputs, List<Place> outputs, boolean isMap) {
        for (int i = 0; i < outputs.size(); i++) {
            Place output = outputs.get(i);
            for (Place input : inputs) {
                boolean fits = isMap && output.isSame(input);
                if (input.storage() == output.storage() && !fits) {
                    return true;
                }
            }
            for (Place other : outputs.subList(i + 1, outputs.size())) {
                if (other.storage() == output.storage()) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Place> outputs() {
        return Stream.concat(mapOutputs.stream(), userOutputs.stream()).toList();
    }

    private List<Stage> stages(List<Write> kept) {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : user.spec().stages()) {
            List<Write> writes = new ArrayList<>(stages.isEmpty() ? kept : List.of());
            writes.addAll(writes(stage.writes()));
            stages.add(new Stage(stage.mapAccumulators(this::ofUser), writes));
        }
        return stages;
    }

    private List<Write> writes(List<Write> writes) {
        return writes.stream()
                .map(w -> new Write(mapOutputs.size() + w.output(), ofUser(w.value())))
                .toList();
    }

    private Expr ofUser(Expr expr) {
        return Substitution.leaves(
                expr, leaf -> leaf instanceof Expr.Input in ? replaced.getOrDefault(in.index(), leaf) : leaf);
    }

    /** {@return all that a pass computes} */
    static List<Expr> exprs(Stage stage) {
        List<Expr> exprs = new ArrayList<>();
        stage.accumulators().forEach(a -> exprs.addAll(a.values()));
        stage.writes().forEach(w -> exprs.add(w.value()));
        return exprs;
    }

    private Step build(List<Stage> stages) {
        JoinedScalars scalars = JoinedScalars.of(user, map);
        return new KernelBuilder(
                        user.spec().space(),
                        match.sizes(),
                        match.kept(),
                        inputs.all(),
                        outputs(),
                        scalars.dtypes(),
                        scalars.params(),
                        scalars.fresh(),
                        stages,
                        writes(user.spec().rowWrites()))
                .build();
    }
}
