package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;

/** Convolutions, and what lies on images as they do, on a CPU. */
public final class Convolutions {
    private Convolutions() {}

    /** Runs {@code call} to its end. The last operand is not empty. */
    public static void run(Convolution call, List<Region> regions, long[] addresses, Workers workers) {
        Operands operands = new Operands(regions, addresses);
        Tile<?> tile = tile(regions);
        switch (call) {
            case Convolution.Forward forward -> SlidingSum.forward(tile, forward, operands, workers);
            case Convolution.Transposed transposed -> SlidingSum.transposed(tile, transposed, operands, workers);
            case Convolution.OfWeight ofWeight -> WeightSum.run(tile, ofWeight, operands, workers);
        }
    }

    /** Runs {@code call} to its end. */
    public static void run(MaxPool call, List<Region> regions, long[] addresses, Workers workers) {
        WindowMaxima.run(tile(regions), call, new Operands(regions, addresses), workers);
    }

    private static Tile<?> tile(List<Region> regions) {
        return regions.getFirst().dtype() == DType.FLOAT32 ? FloatTile.INSTANCE : DoubleTile.INSTANCE;
    }
}
