package dev.vecgrad.viz;

import java.util.Locale;
import java.util.Set;

/** A graph in Graphviz's language. */
final class DotText {
    /* Without it dot lets a deep net lean, and the drawing is as wide as it is deep. */
    private static final String STRAIGHT = " [weight=50]\n";

    private DotText() {}

    static String of(AutogradGraph graph) {
        StringBuilder text = new StringBuilder(1024);
        text.append("digraph {\n");
        text.append("    graph [ranksep=0.25, nodesep=0.2]\n");
        text.append("    node [shape=box, style=filled, fontname=monospace, fontsize=10, height=0.3]\n");
        text.append("    edge [arrowsize=0.6]\n");
        for (GraphBox box : graph.boxes()) {
            text.append(String.format(
                    Locale.ROOT,
                    "    %s [label=\"%s\", fillcolor=\"%s\"]\n",
                    box.id(),
                    escaped(box.text()),
                    box.kind().colour()));
        }
        Set<AutogradGraph.Arrow> spine = Spine.of(graph);
        for (AutogradGraph.Arrow arrow : graph.arrows()) {
            text.append("    ")
                    .append(arrow.from())
                    .append(" -> ")
                    .append(arrow.to())
                    .append(spine.contains(arrow) ? STRAIGHT : "\n");
        }
        return text.append("}\n").toString();
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
