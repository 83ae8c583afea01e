package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.PatchGrid;
import dev.vecgrad.ops.Patches;

/** The patches of images {@code [n, c, h, w]} as columns {@code [n, c * kernel, patches]}. */
public final class Unfold extends Layer {
    private final PatchGrid grid;

    /** Patches on a grid, e.g. {@code PatchGrid.of(3).padding(1, 1)}. */
    public Unfold(PatchGrid grid) {
        this.grid = grid;
    }

    @Override
    public Tensor forward(Tensor input) {
        return new Tensor(Patches.unfold(input.value(), grid));
    }

    @Override
    protected String extraText() {
        return grid.toString();
    }
}
