package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.PatchGrid;
import dev.vecgrad.ops.Patches;

/** Images in which the patches of columns {@code [n, c * kernel, patches]} are added up. */
public final class Fold extends Layer {
    private final long height;
    private final long width;
    private final PatchGrid grid;

    /** Images of this height and width, patches on a grid. */
    public Fold(long height, long width, PatchGrid grid) {
        this.height = height;
        this.width = width;
        this.grid = grid;
    }

    @Override
    public Tensor forward(Tensor input) {
        return new Tensor(Patches.fold(input.value(), height, width, grid));
    }

    @Override
    protected String extraText() {
        return "output_size=(" + height + ", " + width + "), " + grid;
    }
}
