package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a graph keeps beyond the scope it was made in.
 *
 * <p>The rule: whoever outlives a scope by right takes along what its history saved. A leaf's grad outlives every scope. A value that was
 * made outside a scope and is written in place inside it gets a history there, which lives as long as the value. A value that is moved out
 * takes {@link #storages} along. What is only reachable from such a value by a reference of the user's does not outlive the scope.
 */
public final class Survivors {
    private Survivors() {}

    /** {@return the storages of a value and of all that its history saved} */
    public static Set<Storage> storages(Value value) {
        Set<Storage> found = new LinkedHashSet<>();
        found.add(value.storage());
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        forEachSaved(value.gradFn(), found::add, seen::add);
        return found;
    }

    /** Lets a value and what its history saved outlive every scope. */
    static void survive(Value value) {
        storages(value).forEach(Storage::survive);
    }

    /** Lets what the history {@code node} of {@code target} saved live as long as the target does. */
    static void outliveWith(Value target, Node node) {
        int depth = target.storage().scopeDepth();
        if (depth < Scope.currentDepth()) {
            forEachSaved(node, storage -> storage.outlive(depth), reached -> reached.outlive(depth));
        }
    }

    private static void forEachSaved(@Nullable Node start, Consumer<Storage> action, Predicate<Node> isNew) {
        Deque<Node> found = new ArrayDeque<>();
        enter(start, isNew, found);
        while (!found.isEmpty()) {
            Node node = found.pop();
            for (SavedValue saved : node.saved()) {
                saved.forEachStorage(action);
            }
            for (Edge edge : node.edges()) {
                enter(edge.node(), isNew, found);
            }
        }
    }

    private static void enter(@Nullable Node node, Predicate<Node> isNew, Deque<Node> found) {
        if (node != null && isNew.test(node)) {
            found.push(node);
        }
    }
}
