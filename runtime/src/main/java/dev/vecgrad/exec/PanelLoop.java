package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.spi.Workers;

/**
 * Runs products part by part: {@link Panels} says which parts, each is one call of a {@link Gemm} on one thread.
 *
 * @param gemm what computes the parts
 */
public record PanelLoop(Gemm gemm) {
    /** So many multiplications are worth handing to another thread. */
    private static final double GRAIN = 0x1p18;

    /**
     * Computes one product. Nothing is done if the result has no elements.
     *
     * @throws IllegalArgumentException if an address is 0 or not a multiple of the elements' size
     */
    public void run(Product p, long a, long b, long c, Workers workers) {
        if (p.m() == 0 || p.n() == 0) {
            return;
        }
        checkAddresses(p, a, b, c);
        Panels panels = Panels.of(p, gemm.unpackedWork());
        if (panels.height() >= p.m() && panels.width() >= p.n()) {
            ProductPart.run(gemm, p, a, b, c, 0, 0, p.m(), p.n());
        } else {
            long parts = panels.count(p);
            workers.forEach(parts, grain(p, parts), (begin, end) -> runParts(p, panels, a, b, c, begin, end));
        }
    }

    /** Computes a product for each index of {@code batch}; {@code a}, {@code b}, {@code c} are those of the first. */
    public void run(Product p, Batch batch, long a, long b, long c, Workers workers) {
        long count = batch.count();
        if (count == 0 || p.m() == 0 || p.n() == 0) {
            return;
        }
        if (count == 1) {
            run(p, a, b, c, workers);
            return;
        }
        if (batch.isOneProduct(p) && p.m() * count <= Integer.MAX_VALUE) {
            run(p.withRows((int) (p.m() * count)), a, b, c, workers);
            return;
        }
        checkAddresses(p, a, b, c);
        Panels panels = Panels.of(p, gemm.unpackedWork());
        long parts = panels.count(p);
        workers.forEach(count * parts, grain(p, parts), (begin, end) -> {
            for (long u = begin; u < end; ) {
                long index = u / parts;
                long stop = Math.min(end, (index + 1) * parts);
                runParts(
                        p,
                        panels,
                        a + p.bytes(batch.offset(index, batch.a())),
                        b + p.bytes(batch.offset(index, batch.b())),
                        c + p.bytes(batch.offset(index, batch.c())),
                        u - index * parts,
                        stop - index * parts);
                u = stop;
            }
        });
    }

    private static long grain(Product p, long parts) {
        return (long) Math.max(1, Math.ceil(GRAIN * parts / Math.max(1, p.work())));
    }

    private void runParts(Product p, Panels panels, long a, long b, long c, long begin, long end) {
        int across = panels.across(p);
        for (long part = begin; part < end; part++) {
            int i = (int) (part / across) * panels.height();
            int j = (int) (part % across) * panels.width();
            int rows = Math.min(panels.height(), p.m() - i);
            int columns = Math.min(panels.width(), p.n() - j);
            ProductPart.run(gemm, p, a, b, c, i, j, rows, columns);
        }
    }

    private static void checkAddresses(Product p, long a, long b, long c) {
        if (p.k() > 0) {
            checkAddress("a", a, p);
            checkAddress("b", b, p);
        }
        checkAddress("c", c, p);
    }

    private static void checkAddress(String name, long address, Product p) {
        if (address == 0 || address % p.dtype().itemSize() != 0) {
            throw new IllegalArgumentException(
                    "matmul: address " + Long.toHexString(address) + " of " + name + ": it must be that of a "
                            + p.dtype() + ", a multiple of " + p.dtype().itemSize());
        }
    }
}
