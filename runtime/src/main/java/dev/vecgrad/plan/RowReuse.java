package dev.vecgrad.plan;

import dev.vecgrad.graph.Limits;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what two passes over a row compute where the later one will write its result: softmax's exponentials are computed for their sum and lie in
 * the result's memory, in cache, when the result is made of them.
 */
final class RowReuse implements Pass {
    /** Fewer primitives are computed again in the time in which a value is stored and read. */
    private static final int CHEAP = 8;

    /**
     * A value to keep.
     *
     * @param from the pass that computes it first
     * @param to the pass that uses it again, and writes over it
     * @param output where it lies meanwhile
     */
    private record Kept(Expr value, int from, int to, int output) {}

    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        return steps.stream().map(RowReuse::reusing).toList();
    }

    private static Step reusing(Step step) {
        KernelView view = KernelView.of(step);
        if (view == null
                || view.spec().space() != Space.INNER
                || view.work().launch().reducedNumel() <= 1) {
            return step;
        }
        Kept kept = dearest(view);
        return kept == null ? step : with(view, kept);
    }

    private static @Nullable Kept dearest(KernelView view) {
        List<Stage> stages = view.spec().stages();
        Kept best = null;
        int most = CHEAP;
        List<Set<Expr>> computed = stages.stream().map(RowReuse::nodes).toList();
        for (int to = 1; to < stages.size(); to++) {
            for (int from = 0; from < to; from++) {
                Set<Expr> known = computed.get(from);
                for (Expr node : computed.get(to)) {
                    int output = known.contains(node) && isOfElements(view, node) ? place(view, to, node) : -1;
                    int cost = output < 0 ? 0 : cost(view, node);
                    if (cost > most) {
                        most = cost;
                        best = new Kept(node, from, to, output);
                    }
                }
            }
        }
        return best;
    }

    /** What a pass computes, in an order that is always the same. */
    private static Set<Expr> nodes(Stage stage) {
        return Exprs.topological(Merger.exprs(stage)).stream()
                .filter(node -> !node.args().isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a value differs from element to element of a row. */
    private static boolean isOfElements(KernelView view, Expr value) {
        return Exprs.topological(List.of(value)).stream().anyMatch(leaf -> switch (leaf) {
            case Expr.Input in -> view.movesEverywhere(view.inputs().get(in.index()));
            case Expr.Iota _ -> true;
            default -> false;
        });
    }

    /** The primitives that are computed for each element; what is the same for a row is not counted. */
    private static int cost(KernelView view, Expr value) {
        Expr ofElements = Exprs.rewrite(
                        List.of(value),
                        (node, args) -> isOfElements(view, node) ? rebuilt(node, args) : Expr.param(0, node.dtype()))
                .getFirst();
        return Limits.cost(List.of(ofElements));
    }

    private static Expr rebuilt(Expr node, List<Expr> args) {
        return node.args().isEmpty() ? node : Expr.rebuild(node, args);
    }

    /** An output that pass {@code stage} writes and nobody reads, -1 if there is none. */
    private static int place(KernelView view, int stage, Expr value) {
        for (Write write : view.spec().stages().get(stage).writes()) {
            Place place = view.outputs().get(write.output());
            if (place.dtype() == value.dtype()
                    && view.movesEverywhere(place)
                    && view.inputs().stream().noneMatch(in -> in.storage() == place.storage())) {
                return write.output();
            }
        }
        return -1;
    }

    private static Step with(KernelView view, Kept kept) {
        KernelSpec spec = view.spec();
        List<Place> inputs = new ArrayList<>(view.inputs());
        inputs.add(view.outputs().get(kept.output()));
        Expr read = Expr.input(inputs.size() - 1, kept.value().dtype());
        List<Stage> stages = new ArrayList<>(spec.stages());
        stages.set(kept.from(), writing(stages.get(kept.from()), kept));
        stages.set(kept.to(), mapped(stages.get(kept.to()), root -> replaced(root, kept.value(), read)));
        return new KernelBuilder(
                        Space.INNER,
                        view.sizes(),
                        view.kept(),
                        inputs,
                        view.outputs(),
                        spec.params(),
                        view.work().launch().params(),
                        view.step().scalars(),
                        stages,
                        spec.rowWrites())
                .build();
    }

    private static Stage writing(Stage stage, Kept kept) {
        List<Write> writes = new ArrayList<>(stage.writes());
        writes.add(new Write(kept.output(), kept.value()));
        return new Stage(stage.accumulators(), writes);
    }

    private static Stage mapped(Stage stage, UnaryOperator<Expr> values) {
        List<Write> writes = stage.writes().stream()
                .map(write -> new Write(write.output(), values.apply(write.value())))
                .toList();
        return new Stage(stage.mapAccumulators(values), writes);
    }

    private static Expr replaced(Expr root, Expr value, Expr by) {
        return Exprs.rewrite(List.of(root), (node, args) -> node == value ? by : rebuilt(node, args))
                .getFirst();
    }
}
