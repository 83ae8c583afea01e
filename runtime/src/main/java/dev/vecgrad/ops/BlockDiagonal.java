package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Promotion;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A matrix with matrices along its diagonal and zeros elsewhere. */
public final class BlockDiagonal {
    private final Value[] blocks;
    private final long[] rows;
    private final long[] columns;

    private BlockDiagonal(Value[] blocks) {
        this.blocks = blocks;
        this.rows = new long[blocks.length + 1];
        this.columns = new long[blocks.length + 1];
        for (int i = 0; i < blocks.length; i++) {
            rows[i + 1] = rows[i] + blocks[i].shape().size(0);
            columns[i + 1] = columns[i] + blocks[i].shape().size(1);
        }
    }

    /** {@return the matrix of these blocks, whose dtypes promote; a vector is a row, a scalar one element} Gradient: each block's part. */
    public static Value of(List<Value> blocks) {
        if (blocks.isEmpty()) {
            throw new ShapeException("block_diag: torch.block_diag(): expected a non-empty list of Tensors");
        }
        DType dtype = Promotion.of(blocks.toArray(Value[]::new), new Scalar[0]);
        Value[] matrices = blocks.stream()
                .map(block -> Arithmetic.cast(matrix(block), dtype))
                .toArray(Value[]::new);
        return new BlockDiagonal(matrices).joined(dtype);
    }

    private static Value matrix(Value x) {
        if (x.rank() > 2) {
            throw new ShapeException("block_diag: Input tensors must have 2 or fewer dimensions. Input has " + x.rank()
                    + " dimensions: shape " + x.shape());
        }
        return Reshaping.atLeast(x, 2);
    }

    private Value joined(DType dtype) {
        int n = blocks.length;
        Value whole = Arithmetic.full(Shape.of(rows[n], columns[n]), dtype, 0, blocks[0].device());
        for (int i = 0; i < n; i++) {
            Arithmetic.copyInto(cut(i).apply(whole), blocks[i]);
        }
        List<UnaryOperator<Value>> cuts =
                IntStream.range(0, n).mapToObj(this::cut).toList();
        return Recorder.record(
                "BlockDiagBackward0",
                blocks,
                whole,
                call -> cuts.stream()
                        .map(cut -> Parts.view("SliceBackward0", call.gradient(), cut))
                        .toArray(Value[]::new));
    }

    private UnaryOperator<Value> cut(int i) {
        long row = rows[i];
        long column = columns[i];
        long height = rows[i + 1] - row;
        long width = columns[i + 1] - column;
        return whole -> Movement.cut(Movement.cut(whole, 0, row, height, 1), 1, column, width, 1);
    }
}
