package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;

/** Convolutions on a CPU. */
public final class Convolutions {
    private Convolutions() {}

    /** Runs {@code call} to its end. The last operand is not empty. */
    public static void run(Convolution call, List<Region> regions, long[] addresses, Workers workers) {
        Operands operands = new Operands(regions, addresses);
        Tile<?> tile = regions.getFirst().dtype() == DType.FLOAT32 ? FloatTile.INSTANCE : DoubleTile.INSTANCE;
        switch (call) {
            case Convolution.Forward forward -> SlidingSum.forward(tile, forward, operands, workers);
            case Convolution.Transposed transposed -> SlidingSum.transposed(tile, transposed, operands, workers);
            case Convolution.OfWeight ofWeight -> WeightSum.run(tile, ofWeight, operands, workers);
        }
    }
}
