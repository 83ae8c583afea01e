package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Layers one after the other: each gets what the one before it made. */
public final class Sequential extends Layer {
    private final List<Layer> layers = new ArrayList<>();

    /** Layers that are named {@code 0}, {@code 1}, ... */
    public Sequential(Layer... layers) {
        for (int i = 0; i < layers.length; i++) {
            this.layers.add(register(Integer.toString(i), layers[i]));
        }
    }

    /** Layers with names of their own. */
    public Sequential(SequencedMap<String, ? extends Layer> layers) {
        layers.forEach((name, layer) -> this.layers.add(register(name, layer)));
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor result = input;
        for (Layer layer : layers) {
            result = layer.call(result);
        }
        return result;
    }

    /** {@return layer {@code index}, counted from 0} */
    public Layer get(int index) {
        return layers.get(index);
    }

    /** {@return the number of layers} */
    public int size() {
        return layers.size();
    }
}
