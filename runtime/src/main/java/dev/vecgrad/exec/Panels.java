package dev.vecgrad.exec;

/*
 * There are two ways to cut. A product that the library does without packing below some size (OpenBLAS with AVX-512: 10^6
 * multiplications) is cut into tiles below that size. No tile packs anything: 256 cubed took 0.87 of one call's time on one
 * thread, 32x256x784 0.63. That holds while the matrices stay in the cache, for less long if the inner dim makes tiles thin;
 * where b is transposed alone, short rows of b are faster packed; and where neither is, rows of b at a distance of whole pages are,
 * for the first-level cache holds few of them. Everything else is cut into few large panels, because each packs its operands
 * again: two panels cost 1-2 %, four 3-5 %, eight 4-7 %; so there are no more than the machine can compute at once.
 * docs/decisions has the figures.
 */

/**
 * How a product is cut into parts that are computed one by one or at the same time. It depends on the product, on the library and on the
 * machine, so a result's bits do not depend on the number of threads.
 *
 * @param height of a part in rows of c; the last may have fewer
 * @param width of a part in columns of c; the last may have fewer
 */
record Panels(int height, int width) {
    /** Up to this many multiplications a product is one call: half of them would not be worth waking a thread. */
    static final double ONE_CALL = 0x1p19;

    private static final double MOST_IN_TILES = 0x1p27;
    private static final double MOST_IN_THIN_TILES = 0x1p25;
    private static final int NARROW = 16;
    private static final int TILE = 32;
    private static final Panels THIN = new Panels(NARROW, TILE);
    private static final int LONG_TILE = 64;
    private static final int SHORT_K = 96;
    private static final int SHORT_K_OF_TRANSPOSED = 192;
    private static final int PAGE = 4096;

    private static final double[] MORE_PANELS_FROM = {0x1p20, 0x1p27, 0x1p33, 0x1p36};
    private static final int MOST = MostPanels.find();
    private static final int LEAST_HEIGHT = 256;
    private static final int LEAST_WIDTH = 64;
    private static final int MULTIPLE = 16;

    private static final double VECTOR_PANEL = 0x1p17;
    private static final int MOST_VECTOR_PANELS = 16;
    private static final int VECTOR_MULTIPLE = 64;

    /**
     * {@return how to cut {@code p}, whose result has elements, on this machine}
     *
     * @param unpackedWork see {@link dev.vecgrad.spi.Gemm#unpackedWork()}
     */
    static Panels of(Product p, long unpackedWork) {
        return of(p, unpackedWork, MOST);
    }

    /** {@return how to cut {@code p} where large panels are at most {@code most}, a power of two} */
    static Panels of(Product p, long unpackedWork, int most) {
        if (p.work() <= ONE_CALL) {
            return new Panels(p.m(), p.n());
        }
        if (p.isVector()) {
            return vector(p);
        }
        Panels tiles = tiles(p, unpackedWork);
        return tiles.suit(p, unpackedWork) ? tiles : large(p, Math.min(most, wantedPanels(p)));
    }

    /** {@return the number of parts of the result of {@code p}} */
    long count(Product p) {
        return (long) Math.ceilDiv(p.m(), height) * across(p);
    }

    /** {@return the number of parts beside each other in the result of {@code p}} */
    int across(Product p) {
        return Math.ceilDiv(p.n(), width);
    }

    /** {@return the first row of part {@code part}; they are numbered row by row} */
    int top(Product p, int part) {
        return part / across(p) * height;
    }

    /** {@return the first column of part {@code part}} */
    int left(Product p, int part) {
        return part % across(p) * width;
    }

    /** {@return how many rows part {@code part} has} */
    int rows(Product p, int part) {
        return Math.min(height, p.m() - top(p, part));
    }

    /** {@return how many columns part {@code part} has} */
    int columns(Product p, int part) {
        return Math.min(width, p.n() - left(p, part));
    }

    /** {@return how many whole rows a part has at most, 0 if rows are cut} */
    int wholeRows(Product p) {
        return width < p.n() ? 0 : Math.min(height, p.m());
    }

    private static Panels vector(Product p) {
        int parts = (int) Math.clamp(p.work() / VECTOR_PANEL, 1, MOST_VECTOR_PANELS);
        return p.n() == 1
                ? new Panels(part(p.m(), parts, VECTOR_MULTIPLE), 1)
                : new Panels(1, part(p.n(), parts, VECTOR_MULTIPLE));
    }

    private static Panels tiles(Product p, long unpackedWork) {
        if (p.n() <= NARROW) {
            return new Panels(LONG_TILE, p.n());
        }
        if (p.m() <= NARROW) {
            return new Panels(p.m(), LONG_TILE);
        }
        if (p.k() < SHORT_K) {
            return new Panels(LONG_TILE, LONG_TILE);
        }
        Panels square = new Panels(TILE, TILE);
        return square.work(p) <= unpackedWork ? square : THIN;
    }

    private boolean suit(Product p, long unpackedWork) {
        double most = equals(THIN) ? MOST_IN_THIN_TILES : MOST_IN_TILES;
        return p.work() <= most && work(p) <= unpackedWork && !isFasterPacked(p);
    }

    private static boolean isFasterPacked(Product p) {
        if (p.transA() || p.n() <= NARROW) {
            return false;
        }
        return p.transB() ? p.k() < SHORT_K_OF_TRANSPOSED : p.m() > TILE && p.bytes(p.ldb()) % PAGE == 0;
    }

    private double work(Product p) {
        return (double) height * width * p.k();
    }

    private static int wantedPanels(Product p) {
        int panels = 1;
        for (double from : MORE_PANELS_FROM) {
            panels *= p.work() >= from ? 2 : 1;
        }
        return panels;
    }

    /** A grid of {@code panels} panels, or fewer if they would be too small, that packs least: each row of panels packs b again, each column a. */
    private static Panels large(Product p, int panels) {
        Panels best = new Panels(p.m(), p.n());
        double least = Double.POSITIVE_INFINITY;
        for (int down = panels; down >= 1; down /= 2) {
            int across = panels / down;
            double packed = (double) down * p.n() + (double) across * p.m();
            if (isLargeEnough(p, down, across) && packed < least) {
                best = new Panels(part(p.m(), down, MULTIPLE), part(p.n(), across, MULTIPLE));
                least = packed;
            }
        }
        return panels > 1 && least == Double.POSITIVE_INFINITY ? large(p, panels / 2) : best;
    }

    private static boolean isLargeEnough(Product p, int down, int across) {
        return (down == 1 || p.m() / down >= LEAST_HEIGHT) && (across == 1 || p.n() / across >= LEAST_WIDTH);
    }

    /** {@return the size of one of {@code parts} parts of {@code size}: a multiple of {@code multiple} unless it is the only one} */
    private static int part(int size, int parts, int multiple) {
        return parts == 1 ? size : Math.ceilDiv(Math.ceilDiv(size, parts), multiple) * multiple;
    }
}
