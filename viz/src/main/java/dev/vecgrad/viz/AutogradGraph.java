package dev.vecgrad.viz;

import dev.vecgrad.core.AccumulateGrad;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Value;
import dev.vecgrad.viz.GraphBox.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The boxes and edges of the graph behind a tensor, edges from leaf to output; numbered in the order in which a walk from the output meets them. */
final class AutogradGraph {
    /** From the box whose gradient is computed from the other's. */
    record Arrow(String from, String to) {}

    private final Map<Value, String> names;
    private final List<GraphBox> boxes = new ArrayList<>();
    private final Set<Arrow> arrows = new LinkedHashSet<>();
    private final Map<Node, String> ids = new IdentityHashMap<>();
    private final Deque<Node> found = new ArrayDeque<>();

    /** The graph behind {@code output}; tensors in {@code names} are called so. */
    AutogradGraph(Value output, Map<Value, String> names) {
        this.names = names;
        GraphBox start = tensor("output", Kind.OUTPUT, output);
        Node made = output.gradFn();
        if (made != null) {
            arrows.add(new Arrow(id(made), start.id()));
        }
        while (!found.isEmpty()) {
            follow(found.remove());
        }
    }

    private GraphBox tensor(String id, Kind kind, Value value) {
        String shape = LongStream.of(value.shape().toArray())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", ")"));
        String name = names.get(value);
        GraphBox box = name == null ? new GraphBox(id, kind, shape) : new GraphBox(id, kind, name, shape);
        boxes.add(box);
        return box;
    }

    private String id(Node node) {
        String known = ids.get(node);
        if (known != null) {
            return known;
        }
        String id = "n" + ids.size();
        ids.put(node, id);
        boxes.add(new GraphBox(id, Kind.STEP, node.name()));
        found.add(node);
        return id;
    }

    private void follow(Node node) {
        String id = id(node);
        if (node instanceof AccumulateGrad end) {
            arrows.add(new Arrow(tensor("leaf" + id, Kind.LEAF, end.leaf()).id(), id));
        }
        for (Node.Edge edge : node.nextFunctions()) {
            Node next = edge.node();
            if (next != null) {
                arrows.add(new Arrow(id(next), id));
            }
        }
    }

    /** {@return the boxes; the output's is the first} */
    List<GraphBox> boxes() {
        return boxes;
    }

    /** {@return the edges, each once} */
    Set<Arrow> arrows() {
        return arrows;
    }
}
