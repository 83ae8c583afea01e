package dev.vecgrad.viz;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.graphper.api.FileType;
import org.graphper.api.GraphResource;
import org.graphper.api.Graphviz;
import org.graphper.api.Line;
import org.graphper.api.Node;
import org.graphper.api.attributes.Color;
import org.graphper.api.attributes.Dir;
import org.graphper.api.attributes.NodeShapeEnum;
import org.graphper.api.attributes.Rankdir;
import org.graphper.draw.ExecuteException;

/** Draws a graph in layers without any program from outside. */
final class GraphLayout {
    private static final double FONT_SIZE = 12;
    private static final double STRAIGHT = 50;

    /* Readers of SVG do not know what Java calls it. */
    private static final String JAVAS_NAME = "font-family=\"SansSerif\"";
    private static final String CSS_NAME = "font-family=\"sans-serif\"";

    /* They name what an edge joins in the order of the layers, against the arrow. */
    private static final Pattern TITLES = Pattern.compile("<title[^>]*>[^<]*</title>");

    private GraphLayout() {}

    static String svg(AutogradGraph graph) throws IOException {
        try {
            return TITLES.matcher(layout(graph).toSvgStr()).replaceAll("").replace(JAVAS_NAME, CSS_NAME);
        } catch (ExecuteException e) {
            throw new IOException("the graph could not be laid out", e);
        }
    }

    static byte[] png(AutogradGraph graph) throws IOException {
        try (GraphResource drawn = layout(graph).toFile(FileType.PNG)) {
            return drawn.bytes();
        } catch (ExecuteException e) {
            throw new IOException("the graph could not be laid out", e);
        }
    }

    /* Layers are counted from where edges start: from the output, so that each leaf lies beside what uses it and not at the top. */
    private static Graphviz layout(AutogradGraph graph) {
        Graphviz.GraphvizBuilder builder =
                Graphviz.digraph().rankdir(Rankdir.BT).rankSep(0.3).nodeSep(0.3).bgColor(Color.WHITE);
        Map<String, Node> nodes = new HashMap<>();
        for (GraphBox box : graph.boxes()) {
            Node node = node(box);
            nodes.put(box.id(), node);
            builder.addNode(node);
        }
        Set<AutogradGraph.Arrow> spine = Spine.of(graph);
        for (AutogradGraph.Arrow arrow : graph.arrows()) {
            builder.addLine(Line.builder(nodes.get(arrow.to()), nodes.get(arrow.from()))
                    .dir(Dir.BACK)
                    .arrowSize(0.6)
                    .weight(spine.contains(arrow) ? STRAIGHT : 1)
                    .build());
        }
        return builder.build();
    }

    private static Node node(GraphBox box) {
        return Node.builder()
                .id(box.id())
                .label(box.text())
                .shape(NodeShapeEnum.BOX)
                .fillColor(Color.ofRGB(box.kind().colour()))
                .fontSize(FONT_SIZE)
                .height(0.3)
                .build();
    }
}
