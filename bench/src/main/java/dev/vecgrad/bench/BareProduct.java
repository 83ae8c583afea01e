package dev.vecgrad.bench;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.vecgrad.blas.OpenBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** One call of {@code cblas_sgemm}, on as many threads as OpenBLAS was last told. */
public final class BareProduct implements Step {
    private static final long ALIGNMENT = 128;

    private final OpenBlas library = new OpenBlas();
    private final ProductSize size;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment c;

    /**
     * A product of numbers that look random.
     *
     * @throws IllegalStateException once it runs, if there is no OpenBLAS
     */
    public BareProduct(ProductSize size) {
        this.size = size;
        Numbers numbers = new Numbers();
        a = matrix(numbers.normal(size.m(), size.k()));
        b = matrix(numbers.normal(size.k(), size.n()));
        c = matrix(new float[size.m() * size.n()]);
    }

    private static MemorySegment matrix(float[] elements) {
        MemorySegment matrix = Arena.ofAuto().allocate((long) elements.length * Float.BYTES, ALIGNMENT);
        MemorySegment.copy(elements, 0, matrix, JAVA_FLOAT, 0, elements.length);
        return matrix;
    }

    @Override
    public void run() {
        int m = size.m();
        int k = size.k();
        int n = size.n();
        try {
            library.sgemm(false, false, m, n, k, 1, a.address(), k, b.address(), n, 0, c.address(), n);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public Outcome outcome() {
        run();
        double sum = 0;
        for (long i = 0; i < (long) size.m() * size.n(); i++) {
            sum += Math.abs(c.getAtIndex(JAVA_FLOAT, i));
        }
        return new Outcome(sum / size.m() / size.n(), Double.NaN);
    }
}
