package dev.vecgrad.viz;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.nn.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The graph behind a tensor, as text or drawn: leaves (blue) with names and shapes, a box for each step of backward named as its {@code gradFn()},
 * and the tensor itself (green), with edges from the leaves to it. What torchviz draws.
 *
 * {@snippet :
 * GraphDrawing.of(loss)
 *     .named(model)
 *     .named("loss", loss)
 *     .save(Path.of("loss.svg"));
 * }
 *
 * <p>Nothing needs to be installed; {@link #byGraphviz} lets the program {@code dot} draw where it is. Draw before backward, or retain the graph:
 * drawing reads no saved values, so a graph that was used up can be drawn too.
 */
public final class GraphDrawing {
    private final Value output;
    private final Map<Value, String> names = new IdentityHashMap<>();
    private boolean byGraphviz;

    private GraphDrawing(Value output) {
        this.output = output;
    }

    /** {@return the drawing of the graph behind a tensor; only the tensor itself if it has no history} */
    public static GraphDrawing of(Tensor output) {
        return new GraphDrawing(output.value());
    }

    /** Calls a tensor, a leaf or the output, by a name. {@return this} */
    public GraphDrawing named(String name, Tensor tensor) {
        names.put(tensor.value(), name);
        return this;
    }

    /** Calls tensors by names. {@return this} */
    public GraphDrawing named(Map<String, ? extends Tensor> tensors) {
        tensors.forEach(this::named);
        return this;
    }

    /** Calls a module's parameters by their paths. {@return this} */
    public GraphDrawing named(Module module) {
        return named(module.namedParameters());
    }

    /** Lets Graphviz's {@code dot} draw if it is on the search path; otherwise it is drawn here all the same. {@return this} */
    public GraphDrawing byGraphviz() {
        byGraphviz = true;
        return this;
    }

    private AutogradGraph graph() {
        return new AutogradGraph(output, names);
    }

    /** {@return the graph in Graphviz's language} */
    public String dot() {
        return DotText.of(graph());
    }

    /**
     * {@return the drawing as SVG}
     *
     * @throws IOException if it cannot be drawn
     */
    public String svg() throws IOException {
        return byGraphviz && GraphvizProgram.isPresent()
                ? new String(GraphvizProgram.draw(dot(), "svg"), StandardCharsets.UTF_8)
                : GraphLayout.svg(graph());
    }

    /**
     * {@return the drawing as PNG}
     *
     * @throws IOException if it cannot be drawn
     */
    public byte[] png() throws IOException {
        return byGraphviz && GraphvizProgram.isPresent()
                ? GraphvizProgram.draw(dot(), "png")
                : GraphLayout.png(graph());
    }

    /**
     * Writes the text or the drawing into a file, which is replaced if it is there; missing folders are made.
     *
     * @param file a name that ends in {@code .dot}, {@code .svg} or {@code .png}, which says what is written
     * @throws IOException if it cannot be drawn or written
     * @throws IllegalArgumentException if the name ends otherwise
     */
    public void save(Path file) throws IOException {
        byte[] bytes = bytes(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, bytes);
    }

    private byte[] bytes(Path file) throws IOException {
        String name = file.toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "dot" -> dot().getBytes(StandardCharsets.UTF_8);
            case "svg" -> svg().getBytes(StandardCharsets.UTF_8);
            case "png" -> png();
            default ->
                throw new IllegalArgumentException(
                        "save: cannot tell what to write into '" + file + "': the name must end in .dot, .svg or .png");
        };
    }
}
