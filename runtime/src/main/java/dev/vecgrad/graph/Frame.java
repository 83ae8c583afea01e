package dev.vecgrad.graph;

import dev.vecgrad.core.Cell;

/**
 * What the calls of a function and of its gradients have in common.
 *
 * @param binding the dims
 * @param inputs how each input is aligned
 * @param outputs how each result is aligned
 * @param cells the scalars
 */
record Frame(Binding binding, Alignment[] inputs, Alignment[] outputs, Cell[] cells) implements Formula.Values {
    @Override
    public double scalar(int index) {
        return cells[index].get();
    }

    @Override
    public long extent(int dims) {
        return binding.extent(dims);
    }
}
