package dev.vecgrad.nn;

import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Embedding} is made.
 *
 * @param paddingIdx the row that starts with zeros and gets no gradient, negative ones counting from the end; null for none
 * @param maxNorm the norm to which a longer row that is looked up is shortened; null for none
 * @param normType the p of that norm
 * @param scaleGradByFreq whether a row's gradient is divided by how often the row was looked up
 * @param dtype the table's dtype
 * @param generator what draws the initial numbers; null for the global one
 */
public record EmbeddingOptions(
        @Nullable Long paddingIdx,
        @Nullable Double maxNorm,
        double normType,
        boolean scaleGradByFreq,
        DType dtype,
        @Nullable Generator generator) {
    /** {@return the same with another row for padding; none at first} */
    public EmbeddingOptions paddingIdx(@Nullable Long newPaddingIdx) {
        return new EmbeddingOptions(newPaddingIdx, maxNorm, normType, scaleGradByFreq, dtype, generator);
    }

    /** {@return the same with another greatest norm; none at first} */
    public EmbeddingOptions maxNorm(@Nullable Double newMaxNorm) {
        return new EmbeddingOptions(paddingIdx, newMaxNorm, normType, scaleGradByFreq, dtype, generator);
    }

    /** {@return the same with another p of the norm; 2 at first} */
    public EmbeddingOptions normType(double newNormType) {
        return new EmbeddingOptions(paddingIdx, maxNorm, newNormType, scaleGradByFreq, dtype, generator);
    }

    /** {@return the same with gradients divided by frequency or not; not at first} */
    public EmbeddingOptions scaleGradByFreq(boolean newScaleGradByFreq) {
        return new EmbeddingOptions(paddingIdx, maxNorm, normType, newScaleGradByFreq, dtype, generator);
    }

    /** {@return the same with another dtype; float32 at first} */
    public EmbeddingOptions dtype(DType newDType) {
        return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, newDType, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public EmbeddingOptions generator(Generator newGenerator) {
        return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, dtype, newGenerator);
    }

    Generator generatorOrGlobal() {
        return generator == null ? Generator.global() : generator;
    }
}
