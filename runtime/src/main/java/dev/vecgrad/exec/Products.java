package dev.vecgrad.exec;

import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.Gemm;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products in memory, cut into parts that the workers share. How a product is cut depends on its shape alone, so the
 * bits of a result are the same for any number of threads.
 *
 * <p>The parts are computed by a {@link Gemm}: OpenBLAS if it is there, else the vector kernels; the property {@code
 * vecgrad.gemm} ({@code openblas}, {@code vector}, {@code plain}) forces one.
 *
 * <p>Matrices are row-major. A leading dim is the distance of two rows as stored, in elements. The caller keeps the memory
 * alive and answers for its extent; {@code c} must not overlap {@code a} or {@code b}.
 */
public final class Products {
    private static volatile @Nullable PanelLoop loop;

    private Products() {}

    /**
     * {@code c = alpha op(a) op(b) + beta c}, where op(a) is m x k, op(b) k x n and c m x n; with {@code beta} 0, c is not read.
     *
     * @param dtype float32 or float64, of all three
     * @param transA whether a is stored k x m, else m x k
     * @param transB whether b is stored n x k, else k x n
     * @throws dev.vecgrad.type.ShapeException if a size is negative, a leading dim shorter than a row, or one of them above 2^31 - 1
     * @throws dev.vecgrad.type.DTypeException if the dtype is another
     * @throws dev.vecgrad.type.DeviceException if {@code vecgrad.gemm} names what cannot be used
     */
    public static void gemm(
            DType dtype,
            boolean transA,
            boolean transB,
            long m,
            long n,
            long k,
            double alpha,
            long a,
            long lda,
            long b,
            long ldb,
            double beta,
            long c,
            long ldc,
            Workers workers) {
        Product product = Product.of(dtype, transA, transB, m, n, k, alpha, lda, ldb, beta, ldc);
        loop().run(product, a, b, c, workers);
    }

    /** The same product for each index of {@code batch}; the addresses are those of the first matrices. */
    public static void batched(
            DType dtype,
            boolean transA,
            boolean transB,
            long m,
            long n,
            long k,
            double alpha,
            long a,
            long lda,
            long b,
            long ldb,
            double beta,
            long c,
            long ldc,
            Batch batch,
            Workers workers) {
        Product product = Product.of(dtype, transA, transB, m, n, k, alpha, lda, ldb, beta, ldc);
        loop().run(product, batch, a, b, c, workers);
    }

    /**
     * Computes products on a device; an address is that of the first byte of a matrix's storage.
     *
     * @throws dev.vecgrad.type.ShapeException as for the others
     */
    static void run(Device device, MatrixProduct p, long[] addresses, Workers workers) {
        if (device.isCpu()) {
            onProcessor(p, addresses, workers);
        } else {
            Backend backend = Backends.of(device);
            for (long group = 0; group < p.groups(); group++) {
                backend.multiply(p.group(group), addresses, workers);
            }
        }
    }

    private static void onProcessor(MatrixProduct p, long[] addresses, Workers workers) {
        ready(p, null).run(addresses, workers);
    }

    /**
     * {@return products on the processor that can be run many times, by one thread at a time}
     *
     * @param map goes over the result of the only product, panel by panel; its operands follow a, b and c
     * @throws dev.vecgrad.type.ShapeException as for the others
     */
    static Work.Repeated ready(MatrixProduct p, Work.@Nullable Kernel map) {
        MatrixProduct.Matrix a = p.a();
        MatrixProduct.Matrix b = p.b();
        MatrixProduct.Matrix c = p.c();
        Product product = product(p);
        ReadyProduct ready =
                map == null ? ReadyProduct.of(gemm(), product, batch(p)) : ReadyProduct.of(gemm(), product, map);
        long shiftA = product.bytes(a.offset());
        long shiftB = product.bytes(b.offset());
        long shiftC = product.bytes(c.offset());
        return (addresses, workers) -> {
            ready.placeMap(addresses, Work.ProductMap.FIRST);
            ready.run(addresses[0] + shiftA, addresses[1] + shiftB, addresses[2] + shiftC, workers);
        };
    }

    /** {@return how many whole rows of the result, which has elements, the parts have into which a product is cut; 0 if rows are cut} */
    public static long rowsOfPanels(MatrixProduct p) {
        Product product = product(p);
        return Panels.of(product, gemm().unpackedWork()).wholeRows(product);
    }

    private static Product product(MatrixProduct p) {
        return Product.of(
                p.dtype(),
                p.a().transposed(),
                p.b().transposed(),
                p.m(),
                p.n(),
                p.k(),
                p.alpha(),
                p.a().leading(),
                p.b().leading(),
                p.beta(),
                p.c().leading());
    }

    private static Batch batch(MatrixProduct p) {
        return p.count() == 1
                ? Batch.ONE
                : new Batch(new long[] {p.groups(), p.batch()}, strides(p.a()), strides(p.b()), strides(p.c()));
    }

    private static long[] strides(MatrixProduct.Matrix matrix) {
        return new long[] {matrix.groupStride(), matrix.stride()};
    }

    /**
     * {@return what computes the parts}
     *
     * @throws dev.vecgrad.type.DeviceException if {@code vecgrad.gemm} names what cannot be used
     */
    public static Gemm gemm() {
        return loop().gemm();
    }

    /** {@return everything installed that could compute parts, usable here or not, highest priority first} */
    public static List<Gemm> installed() {
        return GemmChoice.installed();
    }

    private static PanelLoop loop() {
        PanelLoop known = loop;
        return known != null ? known : choose();
    }

    private static synchronized PanelLoop choose() {
        PanelLoop known = loop;
        if (known == null) {
            Gemm chosen = GemmChoice.choose(GemmChoice.installed(), System.getProperty(GemmChoice.PROPERTY));
            known = new PanelLoop(Profiler.isInstalled() ? new ProfiledGemm(chosen) : chosen);
            loop = known;
        }
        return known;
    }
}
