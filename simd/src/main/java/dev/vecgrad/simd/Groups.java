package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lowered expressions into groups of operations, each to become one loop: of one lane width, and small enough to be compiled
 * well. Taken greedily in the order of the walk, which is depth first, so that few values cross a cut.
 */
final class Groups {
    /** Most operations of a loop; the time until a loop is fast grows with them. */
    static final int MOST_OPS = 120;

    /** Operations that share a loop. */
    static final class Group {
        private final List<Expr> nodes = new ArrayList<>();
        private int width = Vectorizable.ANY;

        /** {@return the operations, arguments first} */
        List<Expr> nodes() {
            return nodes;
        }

        /** {@return the lane width} */
        int width() {
            return width;
        }

        private boolean takes(int other) {
            boolean bothScalar = width == Vectorizable.SCALAR || other == Vectorizable.SCALAR;
            boolean fits = bothScalar
                    ? nodes.isEmpty() || width == other || other == Vectorizable.ANY
                    : Vectorizable.meet(width, other) != Vectorizable.SCALAR;
            return fits && nodes.size() < MOST_OPS;
        }

        private void add(Expr node, int other) {
            width = nodes.isEmpty() ? other : Vectorizable.meet(width, other);
            nodes.add(node);
        }
    }

    private final List<Group> groups = new ArrayList<>();
    private final Map<Expr, Group> homes = new HashMap<>();

    /**
     * The groups of {@code roots}.
     *
     * @param moves whether an operation differs from element to element; only such are grouped
     */
    Groups(List<Expr> roots, Predicate<Expr> moves) {
        Set<Expr> waiting = new LinkedHashSet<>();
        for (Expr e : Exprs.topological(roots)) {
            if (e instanceof Expr.Op && moves.test(e)) {
                waiting.add(e);
            }
        }
        while (!waiting.isEmpty()) {
            fill(waiting);
        }
    }

    private void fill(Set<Expr> waiting) {
        Group group = new Group();
        groups.add(group);
        for (Expr node : List.copyOf(waiting)) {
            int width = Vectorizable.width((Expr.Op) node);
            if (node.args().stream().noneMatch(waiting::contains) && group.takes(width)) {
                group.add(node, width);
                homes.put(node, group);
                waiting.remove(node);
            }
        }
    }

    /** {@return the groups in the order in which they run} */
    List<Group> list() {
        return groups;
    }

    /** {@return the group that computes {@code node}; null for what no group computes} */
    @Nullable
    Group home(Expr node) {
        return homes.get(node);
    }

    /** {@return the nodes of {@code group} that are roots or used by other groups} */
    List<Expr> exports(Group group, Set<Expr> roots) {
        Set<Expr> used = new HashSet<>();
        for (Group other : groups) {
            if (other != group) {
                other.nodes().forEach(n -> used.addAll(n.args()));
            }
        }
        return group.nodes().stream()
                .filter(n -> roots.contains(n) || used.contains(n))
                .toList();
    }
}
