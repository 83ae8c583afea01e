package dev.vecgrad.cli.train;

import dev.vecgrad.data.DataException;
import dev.vecgrad.nn.Layer;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A classifier as the command line names it: {@code logistic}, one linear layer with a score for each class, or
 * {@code mlp:256,128}, hidden layers of these widths with ReLU between.
 *
 * @param text as it was written
 * @param hidden the widths of the hidden layers
 */
public record ModelSpec(String text, List<Integer> hidden) {
    private static final String MLP = "mlp:";

    /**
     * {@return what {@code text} names}
     *
     * @throws DataException if it names no model
     */
    public static ModelSpec parse(String text) {
        if (text.equals("logistic")) {
            return new ModelSpec(text, List.of());
        }
        if (!text.matches("mlp:[1-9]\\d{0,5}(,[1-9]\\d{0,5})*")) {
            throw new DataException("--model " + text
                    + ": use 'logistic' or 'mlp:' with the widths of the hidden layers," + " e.g. mlp:256,128");
        }
        List<Integer> widths = Arrays.stream(text.substring(MLP.length()).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        return new ModelSpec(text, widths);
    }

    /** {@return the shapes of such a model's parameters by name} */
    SequencedMap<String, Shape> shapes(int features, int classes) {
        SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
        int width = features;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            int next = layer < hidden.size() ? hidden.get(layer) : classes;
            shapes.put(2 * layer + ".weight", Shape.of(next, width));
            shapes.put(2 * layer + ".bias", Shape.of(next));
            width = next;
        }
        return shapes;
    }

    /** {@return a new model from {@code features} numbers to a score for each of {@code classes}} */
    public Sequential build(int features, int classes) {
        List<Layer> layers = new ArrayList<>();
        int width = features;
        for (int next : hidden) {
            layers.add(new Linear(width, next));
            layers.add(new ReLU());
            width = next;
        }
        layers.add(new Linear(width, classes));
        return new Sequential(layers.toArray(Layer[]::new));
    }
}
