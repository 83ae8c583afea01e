package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choosing by masks, which are bool tensors, and reading and writing by index tensors for several dims.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface MaskMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return number where mask is true, else this} */
    default T maskedFill(T mask, double number) {
        return wrap(Choice.maskedFill(mask.value(), value(), Scalar.of(number)));
    }

    /** {@return number, a scalar, where mask is true, else this} */
    default T maskedFill(T mask, T number) {
        return wrap(Choice.maskedFill(mask.value(), value(), number.value()));
    }

    /** Writes number where mask is true; {@return this}. */
    default T maskedFill_(T mask, double number) {
        Choice.maskedFillInPlace(mask.value(), value(), Scalar.of(number));
        return self();
    }

    /** Writes number, a scalar, where mask is true; {@return this}. */
    default T maskedFill_(T mask, T number) {
        Choice.maskedFillInPlace(mask.value(), value(), number.value());
        return self();
    }

    /** {@return the elements where mask is true, in row-major order, as a vector; this and mask broadcast} */
    default T maskedSelect(T mask) {
        return wrap(Masking.select(value(), mask.value()));
    }

    /** {@return this with source's first elements, in row-major order, where mask is true; this and mask broadcast} */
    default T maskedScatter(T mask, T source) {
        return wrap(Masking.scatter(value(), mask.value(), source.value()));
    }

    /** Writes source's first elements, in row-major order, where mask is true; {@return this}. */
    default T maskedScatter_(T mask, T source) {
        Masking.scatterInPlace(value(), mask.value(), source.value());
        return self();
    }

    /**
     * {@return the elements that index tensors name}
     *
     * @param indices an entry for each dim from the first on: null for the whole dim, indices (negative ones count from the end), or a bool mask for
     *     as many dims as it has. They broadcast together; their dims stand where the indexed ones were if those are neighbours, else in front
     */
    default T index(List<? extends @Nullable T> indices) {
        return wrap(AdvancedIndexing.index(value(), AdvancedIndexing.values(indices)));
    }

    /**
     * {@return this with values, which broadcast, in place of what index tensors name}
     *
     * @param indices as in {@link #index}
     * @param accumulate whether values are added to what is there; elements named twice get both, in order
     */
    default T indexPut(List<? extends @Nullable T> indices, T values, boolean accumulate) {
        return wrap(AdvancedIndexing.put(value(), AdvancedIndexing.values(indices), values.value(), accumulate));
    }

    /** Writes values, which broadcast, over what index tensors name, or adds them to it; {@return this}. */
    default T indexPut_(List<? extends @Nullable T> indices, T values, boolean accumulate) {
        AdvancedIndexing.putInPlace(value(), AdvancedIndexing.values(indices), values.value(), accumulate);
        return self();
    }
}
