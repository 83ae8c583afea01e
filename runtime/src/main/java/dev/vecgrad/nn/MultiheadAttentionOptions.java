package dev.vecgrad.nn;

import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MultiheadAttention} is made.
 *
 * @param dropout the probability with which a weight becomes 0 in training
 * @param bias whether its projections have biases
 * @param addBiasKv whether a learnt key and value are added to every sequence
 * @param addZeroAttn whether a key and value of zeros are added to every sequence
 * @param kdim the size of keys; null for that of queries
 * @param vdim the size of values; null for that of queries
 * @param batchFirst whether tensors are {@code [batch, length, features]}, else {@code [length, batch, features]}
 * @param dtype the parameters' dtype
 * @param generator what draws the initial numbers; null for the global one
 */
public record MultiheadAttentionOptions(
        double dropout,
        boolean bias,
        boolean addBiasKv,
        boolean addZeroAttn,
        @Nullable Long kdim,
        @Nullable Long vdim,
        boolean batchFirst,
        DType dtype,
        @Nullable Generator generator) {
    /** {@return the same with another probability of dropout; 0 at first} */
    public MultiheadAttentionOptions dropout(double newDropout) {
        return new MultiheadAttentionOptions(
                newDropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype, generator);
    }

    /** {@return the same with or without biases; with them at first} */
    public MultiheadAttentionOptions bias(boolean newBias) {
        return new MultiheadAttentionOptions(
                dropout, newBias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype, generator);
    }

    /** {@return the same with or without a learnt key and value; without at first} */
    public MultiheadAttentionOptions addBiasKv(boolean newAddBiasKv) {
        return new MultiheadAttentionOptions(
                dropout, bias, newAddBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype, generator);
    }

    /** {@return the same with or without a key and value of zeros; without at first} */
    public MultiheadAttentionOptions addZeroAttn(boolean newAddZeroAttn) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, newAddZeroAttn, kdim, vdim, batchFirst, dtype, generator);
    }

    /** {@return the same with another size of keys; that of queries at first} */
    public MultiheadAttentionOptions kdim(@Nullable Long newKdim) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, addZeroAttn, newKdim, vdim, batchFirst, dtype, generator);
    }

    /** {@return the same with another size of values; that of queries at first} */
    public MultiheadAttentionOptions vdim(@Nullable Long newVdim) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, addZeroAttn, kdim, newVdim, batchFirst, dtype, generator);
    }

    /** {@return the same with the batch as the first dim or the second; the second at first} */
    public MultiheadAttentionOptions batchFirst(boolean newBatchFirst) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, newBatchFirst, dtype, generator);
    }

    /** {@return the same with another dtype; float32 at first} */
    public MultiheadAttentionOptions dtype(DType newDType) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, newDType, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public MultiheadAttentionOptions generator(@Nullable Generator newGenerator) {
        return new MultiheadAttentionOptions(
                dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype, newGenerator);
    }

    Generator generatorOrGlobal() {
        return generator == null ? Generator.global() : generator;
    }

    LinearOptions linear() {
        return new LinearOptions(bias, dtype, generator);
    }
}
