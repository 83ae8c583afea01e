package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Lowering;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * A stage becomes a list of loops in one of two ways.
 *
 *   TILES  Each primitive and each math function is a loop of its own, which all kernels share. Literals are cells, so that they are no
 *          part of a loop. A math function's loop is made of its lowering.
 *   FUSED  All is lowered and as much as possible becomes one loop: cut only where the lane width changes and where a loop would get
 *          too large (Groups).
 *
 * Both end in group(): it turns lowered expressions over values into loops, with scratch values between them. So a math function
 * whose lowering is too large for one loop is cut in the same way in both.
 *
 * An output may be the same memory as an input. A loop may therefore store into an output only if no later loop reads a leaf that
 * could lie there; otherwise it stores into scratch, and a last loop copies. That loop reads all it copies before it writes, element by
 * element.
 */
/** Turns what a stage computes into a {@link Program}. */
final class Planner {
    /** How a stage is cut into loops. */
    enum Mode {
        TILES,
        FUSED
    }

    private final Slots slots;
    private final Mode mode;
    private final Function<Expr, @Nullable Value> leaves;
    private final List<Value> values = new ArrayList<>();
    private final Map<Expr, Integer> leafValues = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Expr.Literal, Integer> constants = new LinkedHashMap<>();
    private final Room room;
    private int nextSlot;

    /**
     * A planner.
     *
     * @param room what is free of slots and scratch
     * @param leaves what the leaves of the expressions are; null for literals and for an index that loops count themselves
     */
    Planner(Slots slots, Room room, Mode mode, Function<Expr, @Nullable Value> leaves) {
        this.slots = slots;
        this.mode = mode;
        this.leaves = leaves;
        this.room = room;
        this.nextSlot = room.slot();
    }

    /**
     * {@return the program that leaves values where {@code targets} say and gathers {@code folds}}
     *
     * @param firstFold the number of the first fold among the kernel's
     */
    Program plan(List<Target> targets, List<Fold> folds, int firstFold) {
        if (targets.isEmpty() && folds.isEmpty()) {
            return Program.empty(room);
        }
        List<Expr> roots = new ArrayList<>();
        targets.forEach(t -> roots.add(t.value()));
        folds.forEach(f -> roots.addAll(f.values()));
        List<Expr> results = switch (mode) {
            case TILES -> tiles(roots, folds, firstFold);
            case FUSED -> fused(overValues(roots), folds, firstFold);
        };
        return new ProgramBuilder(slots, values, drafts, constants, nextSlot, room)
                .build(targets, results.subList(0, targets.size()), this::aliasValues);
    }

    private static List<Fold> foldsOver(List<Fold> folds, List<Expr> foldValues) {
        List<Fold> over = new ArrayList<>();
        int at = 0;
        for (Fold fold : folds) {
            over.add(fold.withValues(foldValues.subList(at, at + fold.parts())));
            at += fold.parts();
        }
        return over;
    }

    private List<Expr> fused(List<Expr> roots, List<Fold> folds, int firstFold) {
        List<Expr> lowered = Conversions.expand(Lowering.finish(roots));
        int targets = roots.size() - Fold.parts(folds);
        return group(lowered, foldsOver(folds, lowered.subList(targets, lowered.size())), firstFold);
    }

    // ---- leaves become values

    private List<Expr> overValues(List<Expr> roots) {
        return Exprs.rewrite(roots, (node, args) -> node.args().isEmpty() ? leaf(node) : Expr.rebuild(node, args));
    }

    private Expr leaf(Expr node) {
        Value value = leaves.apply(node);
        return value == null ? node : input(leafValues.computeIfAbsent(node, _ -> add(value)));
    }

    private Set<Integer> aliasValues(Set<Expr> aliases) {
        Set<Integer> found = new HashSet<>();
        for (Expr alias : aliases) {
            Integer number = leafValues.get(alias);
            if (number != null) {
                found.add(number);
            }
        }
        return found;
    }

    private int add(Value value) {
        values.add(value);
        return values.size() - 1;
    }

    private int addTemp(DType dtype, boolean stays) {
        return add(new Value(nextSlot++, dtype, stays));
    }

    private Expr input(int number) {
        return Expr.input(number, values.get(number).dtype());
    }

    /** {@return what differs from element to element under these expressions over values} */
    private Set<Expr> moving(List<Expr> roots) {
        List<Operand> operands = values.stream().map(Value::operand).toList();
        Set<Expr> moving = new HashSet<>();
        for (Expr node : Exprs.topological(roots)) {
            if (Vectorizable.moves(node, operands, moving::contains)) {
                moving.add(node);
            }
        }
        return moving;
    }

    /** {@return the loop's input for each of these values} */
    private List<Operand> operands(List<Integer> numbers) {
        List<Operand> operands = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            operands.add(values.get(number).operand());
        }
        return operands;
    }

    // ---- tiles

    /** {@return for each root its value, which loops of one primitive or function compute} */
    private List<Expr> tiles(List<Expr> roots, List<Fold> folds, int firstFold) {
        List<Expr> expanded = hasDeclared(roots) ? Exprs.rewrite(roots, Planner::expandDeclared) : roots;
        List<Expr> results = Exprs.rewrite(expanded, this::atom);
        int targets = roots.size() - Fold.parts(folds);
        List<Fold> over = foldsOver(folds, results.subList(targets, results.size()));
        for (int f = 0; f < over.size(); f++) {
            foldLoop(over.get(f), firstFold + f);
        }
        return results;
    }

    private static boolean hasDeclared(List<Expr> roots) {
        for (Expr node : Exprs.topological(roots)) {
            if (node instanceof Expr.Apply a && a.fn() instanceof Declared) {
                return true;
            }
        }
        return false;
    }

    private static Expr expandDeclared(Expr node, List<Expr> args) {
        if (node instanceof Expr.Apply a && a.fn() instanceof Declared d) {
            return Exprs.rewrite(List.of(d.expand(args)), Planner::expandDeclared)
                    .getFirst();
        }
        return Expr.rebuild(node, args);
    }

    /** Args are values, literals or the index already. */
    private Expr atom(Expr node, List<Expr> args) {
        return switch (node) {
            case Expr.Input _, Expr.Literal _, Expr.Iota _, Expr.Param _, Expr.Acc _ -> leaf(node);
            case Expr.Op op when op.prim() != Prim.CAST -> single(op, cells(args));
            case Expr.Op _, Expr.Apply _ ->
                group(Conversions.expand(List.of(lowerAtom(node, cells(args)))), List.of(), 0)
                        .getFirst();
        };
    }

    /** One loop of one operation: what {@link #group} comes to, without its walks. Most calls of new expressions come here. */
    private Expr single(Expr.Op op, List<Expr> args) {
        List<Integer> read = new ArrayList<>(args.size());
        List<Expr> formal = new ArrayList<>(args.size());
        for (Expr arg : args) {
            formal.add(arg instanceof Expr.Input in ? Expr.input(place(read, in.index()), in.dtype()) : arg);
        }
        LoopSpec spec = new LoopSpec(operands(read), List.of(Expr.rebuild(op, formal)), List.of());
        boolean indexed = args.contains(Expr.iota());
        boolean once = !indexed && isOnce(spec);
        int number = addTemp(op.dtype(), once);
        drafts.add(new Draft(spec, read, List.of(number), List.of(), indexed, once));
        return input(number);
    }

    private static int place(List<Integer> numbers, int number) {
        int at = numbers.indexOf(number);
        if (at < 0) {
            numbers.add(number);
        }
        return at < 0 ? numbers.size() - 1 : at;
    }

    private static Expr lowerAtom(Expr node, List<Expr> args) {
        return node instanceof Expr.Apply a && a.fn() instanceof MathFn fn
                ? Substitution.inputs(Lowering.template(fn, a.dtype()), args)
                : Expr.rebuild(node, args);
    }

    private List<Expr> cells(List<Expr> args) {
        List<Expr> cells = new ArrayList<>(args.size());
        for (Expr arg : args) {
            cells.add(cell(arg));
        }
        return cells;
    }

    private Expr cell(Expr arg) {
        return arg instanceof Expr.Literal literal
                ? input(constants.computeIfAbsent(literal, l -> add(new Value(nextSlot++, l.dtype(), true))))
                : arg;
    }

    // ---- groups

    /**
     * Adds the loops that compute {@code roots} and gather {@code folds}.
     *
     * @param roots lowered expressions over values: those of targets, then those of the folds
     * @return for each root its value: a leaf, a literal or a scratch value
     */
    private List<Expr> group(List<Expr> roots, List<Fold> folds, int firstFold) {
        Set<Expr> moving = moving(roots);
        Groups groups = new Groups(roots, moving::contains);
        List<Groups.@Nullable Group> homes = new ArrayList<>();
        folds.forEach(f -> homes.add(home(f, groups, moving)));
        Set<Expr> wanted = wanted(roots, folds, homes);
        Map<Expr, Expr> results = new HashMap<>();
        for (Groups.Group group : groups.list()) {
            List<Fold> gathered = new ArrayList<>();
            List<Integer> lanes = new ArrayList<>();
            for (int f = 0; f < folds.size(); f++) {
                if (homes.get(f) == group) {
                    gathered.add(folds.get(f));
                    lanes.addAll(laneSlots(folds.get(f), firstFold + f));
                }
            }
            loop(groups.exports(group, wanted), gathered, lanes, results);
        }
        for (Expr root : wanted) {
            if (root instanceof Expr.Op && !results.containsKey(root)) {
                loop(List.of(root), List.of(), List.of(), results);
            }
        }
        for (int f = 0; f < folds.size(); f++) {
            if (homes.get(f) == null) {
                Fold fold = folds.get(f);
                foldLoop(fold.withValues(lookup(results, fold.values())), firstFold + f);
            }
        }
        return lookup(results, roots);
    }

    /** {@return what must be stored: the targets' values, and those of folds that are gathered in loops of their own} */
    private static Set<Expr> wanted(List<Expr> roots, List<Fold> folds, List<Groups.@Nullable Group> homes) {
        int targets = roots.size() - Fold.parts(folds);
        Set<Expr> wanted = new LinkedHashSet<>(roots.subList(0, targets));
        for (int f = 0; f < folds.size(); f++) {
            if (homes.get(f) == null) {
                wanted.addAll(folds.get(f).values());
            }
        }
        return wanted;
    }

    private static List<Expr> lookup(Map<Expr, Expr> results, List<Expr> roots) {
        return roots.stream().map(r -> results.getOrDefault(r, r)).toList();
    }

    /** {@return the group in whose loop {@code fold} is gathered; null for a loop of its own} */
    private Groups.@Nullable Group home(Fold fold, Groups groups, Set<Expr> moving) {
        int width = fold.dtypes().getFirst().itemSize() == 8 ? 8 : 4;
        Set<Groups.Group> found = new LinkedHashSet<>();
        for (Expr value : fold.values()) {
            if (value instanceof Expr.Op && moving.contains(value)) {
                found.add(Objects.requireNonNull(groups.home(value)));
            }
        }
        if (found.isEmpty() && fold.values().stream().allMatch(v -> v instanceof Expr.Input)) {
            groups.list().stream().filter(g -> g.width() == width).findFirst().ifPresent(found::add);
        }
        boolean one = found.size() == 1 && found.iterator().next().width() == width;
        return one ? found.iterator().next() : null;
    }

    private List<Integer> laneSlots(Fold fold, int number) {
        List<Integer> lanes = new ArrayList<>();
        for (int part = 0; part < fold.parts(); part++) {
            lanes.add(slots.lanes(number, part));
        }
        return lanes;
    }

    private void foldLoop(Fold fold, int number) {
        if (!VectorLanes.serves(fold)) {
            throw new IllegalArgumentException(
                    "a merge must consist of operations on vectors of one lane width: " + fold.merge());
        }
        loop(List.of(), List.of(fold), laneSlots(fold, number), new HashMap<>());
    }

    /** Adds one loop; {@code results} has what earlier loops computed and gets the exports' values. */
    private void loop(List<Expr> exports, List<Fold> folds, List<Integer> lanes, Map<Expr, Expr> results) {
        List<Expr> all = new ArrayList<>(exports);
        folds.forEach(f -> all.addAll(f.values()));
        List<Expr> over = Exprs.rewrite(all, (node, args) -> results.getOrDefault(node, Expr.rebuild(node, args)));
        Map<Integer, Integer> formal = new LinkedHashMap<>();
        List<Expr> body = Exprs.rewrite(
                over,
                (node, args) -> node instanceof Expr.Input in
                        ? Expr.input(formal.computeIfAbsent(in.index(), _ -> formal.size()), in.dtype())
                        : Expr.rebuild(node, args));
        List<Integer> read = List.copyOf(formal.keySet());
        LoopSpec spec = new LoopSpec(
                operands(read),
                body.subList(0, exports.size()),
                foldsOver(folds, body.subList(exports.size(), body.size())));
        boolean indexed = spec.usesIota();
        boolean once = !indexed && isOnce(spec);
        List<Integer> outputs = new ArrayList<>();
        for (Expr export : exports) {
            int number = addTemp(export.dtype(), once);
            outputs.add(number);
            results.put(export, input(number));
        }
        drafts.add(new Draft(spec, read, outputs, lanes, indexed, once));
    }

    private boolean isOnce(LoopSpec spec) {
        boolean moves = mode != Mode.TILES || !spec.folds().isEmpty();
        for (Operand input : spec.inputs()) {
            moves |= input.access() != Access.ZERO;
        }
        return !moves;
    }
}
