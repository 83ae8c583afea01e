package dev.vecgrad.cli.train;

import dev.vecgrad.nn.Layer;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Linear layers with ReLU between.
 *
 * @param text as it was written
 * @param hidden the widths of the hidden layers
 */
record DenseSpec(String text, List<Integer> hidden) implements ModelSpec {
    @Override
    public ModelSpec on(TrainingSet set) {
        return this;
    }

    @Override
    public double rateFactor() {
        return 1;
    }

    @Override
    public SequencedMap<String, Shape> shapes(int features, int classes) {
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

    @Override
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
