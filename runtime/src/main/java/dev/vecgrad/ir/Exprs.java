package dev.vecgrad.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Walks over expressions; iterative, so that a deep expression needs no deep stack. */
public final class Exprs {
    private Exprs() {}

    /** {@return all nodes under the roots, each once, arguments before their users} */
    public static List<Expr> topological(List<Expr> roots) {
        List<Expr> order = new ArrayList<>();
        Set<Expr> done = new HashSet<>();
        Deque<Expr> stack = new ArrayDeque<>();
        for (Expr root : roots) {
            stack.push(root);
            while (!stack.isEmpty()) {
                visit(stack, done, order);
            }
        }
        return order;
    }

    private static void visit(Deque<Expr> stack, Set<Expr> done, List<Expr> order) {
        Expr node = stack.peek();
        boolean ready = true;
        List<Expr> args = node.args();
        for (int i = args.size() - 1; i >= 0; i--) {
            if (!done.contains(args.get(i))) {
                stack.push(args.get(i));
                ready = false;
            }
        }
        if (ready) {
            stack.pop();
            if (done.add(node)) {
                order.add(node);
            }
        }
    }

    /**
     * {@return the roots rebuilt bottom up}
     *
     * @param rewrite gets each node and its already rewritten arguments and returns what takes its place
     */
    public static List<Expr> rewrite(List<Expr> roots, BiFunction<Expr, List<Expr>, Expr> rewrite) {
        Map<Expr, Expr> mapped = new HashMap<>();
        for (Expr node : topological(roots)) {
            mapped.put(node, rewrite.apply(node, lookup(mapped, node.args())));
        }
        return lookup(mapped, roots);
    }

    private static List<Expr> lookup(Map<Expr, Expr> mapped, List<Expr> nodes) {
        List<Expr> found = new ArrayList<>(nodes.size());
        for (Expr node : nodes) {
            found.add(Objects.requireNonNull(mapped.get(node)));
        }
        return found;
    }
}
