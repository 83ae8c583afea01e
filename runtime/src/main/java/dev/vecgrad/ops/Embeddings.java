package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows of a table, looked up by number: one gather forward, one accumulating scatter backward. */
public final class Embeddings {
    private Embeddings() {}

    /**
     * {@return the rows of a table that indices of any shape name: a further dim of the table's row length}
     *
     * @param padding the row that gets no gradient, negative ones counting from the end; null for none
     * @param byFrequency whether a row's gradient is divided by how often it was named
     * @throws dev.vecgrad.type.IndexException if an index is none of a row
     */
    public static Value lookUp(Value table, Value index, @Nullable Long padding, boolean byFrequency) {
        return Lookup.embedding(
                table, index, padding == null ? OptionalLong.empty() : OptionalLong.of(padding), byFrequency);
    }

    /** Shortens those rows that indices name and whose p-norm is above {@code most} to that norm, in place and not recorded. */
    public static void renorm(Value table, Value index, double most, double p) {
        Value rows = table.detach();
        Value vector = Movement.reshape(IndexChecks.int64("embedding_renorm_", index), -1);
        Value named = IndexedSlices.select(rows, 0, vector);
        if (named.numel() == 0) {
            return;
        }
        Value norm = Norms.vectorNorm(named, p, true, 1);
        Value shorter = PointwiseArithmetic.DIV.apply(
                Arithmetic.full(norm.shape(), norm.dtype(), most, norm.device()),
                PointwiseArithmetic.ADD.apply(norm, Scalar.of(1e-7)));
        Value factor = Choice.where(PointwiseLogic.GT.apply(norm, Scalar.of(most)), shorter, Arithmetic.onesLike(norm));
        IndexedSlices.copyInPlace(rows, 0, vector, PointwiseArithmetic.MUL.apply(named, factor));
    }
}
