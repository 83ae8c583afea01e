package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.spi.Workers;

/**
 * Runs products part by part: {@link Panels} says which parts, each is one call of a {@link Gemm} on one thread.
 *
 * @param gemm what computes the parts
 */
public record PanelLoop(Gemm gemm) {
    /**
     * Computes one product. Nothing is done if the result has no elements.
     *
     * @throws IllegalArgumentException if an address is 0 or not a multiple of the elements' size
     */
    public void run(Product p, long a, long b, long c, Workers workers) {
        run(p, Batch.ONE, a, b, c, workers);
    }

    /** Computes a product for each index of {@code batch}; {@code a}, {@code b}, {@code c} are those of the first. */
    public void run(Product p, Batch batch, long a, long b, long c, Workers workers) {
        ReadyProduct.of(gemm, p, batch).run(a, b, c, workers);
    }
}
