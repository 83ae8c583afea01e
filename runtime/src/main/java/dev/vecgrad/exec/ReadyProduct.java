package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.spi.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A product for each index of a batch, cut into panels that workers share. It can be run many times, by one thread at a time, and makes no
 * objects then.
 */
final class ReadyProduct implements Workers.RangeTask {
    /** So many multiplications are worth handing to another thread. */
    private static final double GRAIN = 0x1p18;

    private final Gemm gemm;
    private final Product p;
    private final Batch batch;
    private final Panels panels;
    private final @Nullable PanelMap map;
    private final long count;
    private final long parts;
    private final long grain;
    private long a;
    private long b;
    private long c;

    private ReadyProduct(Gemm gemm, Product p, Batch batch, long count, Panels panels, @Nullable PanelMap map) {
        this.gemm = gemm;
        this.p = p;
        this.batch = batch;
        this.panels = panels;
        this.map = map;
        this.count = count;
        this.parts = panels.count(p);
        this.grain = (long) Math.max(1, Math.ceil(GRAIN * parts / Math.max(1, p.work())));
    }

    /** {@return these products; those that lie below each other and have one right matrix as one} */
    static ReadyProduct of(Gemm gemm, Product p, Batch batch) {
        long count = isEmpty(p) ? 0 : batch.count();
        if (count > 1 && batch.isOneProduct(p) && p.m() * count <= Integer.MAX_VALUE) {
            Product tall = p.withRows((int) (p.m() * count));
            return new ReadyProduct(gemm, tall, Batch.ONE, 1, panels(gemm, tall), null);
        }
        return new ReadyProduct(gemm, p, batch, count, panels(gemm, p), null);
    }

    /** {@return one product, through whose panels {@code map} goes while they are in cache} */
    static ReadyProduct of(Gemm gemm, Product p, Work.Kernel map) {
        Panels panels = panels(gemm, p);
        return new ReadyProduct(gemm, p, Batch.ONE, isEmpty(p) ? 0 : 1, panels, new PanelMap(map, p, panels));
    }

    private static boolean isEmpty(Product p) {
        return p.m() == 0 || p.n() == 0;
    }

    private static Panels panels(Gemm gemm, Product p) {
        return isEmpty(p) ? new Panels(1, 1) : Panels.of(p, gemm.unpackedWork());
    }

    /** Lets the map's operands begin here. */
    void placeMap(long[] addresses, int first) {
        if (map != null) {
            map.place(addresses, first);
        }
    }

    /**
     * Computes the products of which the first lie at these addresses. Nothing is done if there are none, or results have no elements.
     *
     * @throws IllegalArgumentException if an address is 0 or not a multiple of the elements' size
     */
    void run(long a, long b, long c, Workers workers) {
        if (count == 0) {
            return;
        }
        checkAddresses(a, b, c);
        this.a = a;
        this.b = b;
        this.c = c;
        workers.forEach(count * parts, grain, this);
    }

    @Override
    public void run(long begin, long end) {
        for (long u = begin; u < end; u++) {
            long index = u / parts;
            panel(index, (int) (u - index * parts));
        }
    }

    private void panel(long index, int part) {
        int i = panels.top(p, part);
        int j = panels.left(p, part);
        ProductPart.run(
                gemm,
                p,
                a + p.bytes(batch.offset(index, batch.a())),
                b + p.bytes(batch.offset(index, batch.b())),
                c + p.bytes(batch.offset(index, batch.c())),
                i,
                j,
                panels.rows(p, part),
                panels.columns(p, part));
        if (map != null) {
            map.run(part, i, j);
        }
    }

    private void checkAddresses(long a, long b, long c) {
        if (p.k() > 0) {
            checkAddress("a", a);
            checkAddress("b", b);
        }
        checkAddress("c", c);
    }

    private void checkAddress(String name, long address) {
        if (address == 0 || address % p.dtype().itemSize() != 0) {
            throw new IllegalArgumentException(
                    "matmul: address " + Long.toHexString(address) + " of " + name + ": it must be that of a "
                            + p.dtype() + ", a multiple of " + p.dtype().itemSize());
        }
    }
}
