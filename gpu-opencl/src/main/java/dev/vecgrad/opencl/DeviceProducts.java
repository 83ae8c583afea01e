package dev.vecgrad.opencl;

import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.MatrixProduct.Matrix;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Matrix products on a device. Each element is a chain of multiplications and additions in the order of k, to which alpha and beta are put.
 * The driver's compiler may fuse the two: one device always gives the same bits, and another may round otherwise. (Asked for fused ones by
 * name, PoCL calls a function for each element on processors with AVX2, which is five times slower.)
 *
 * <p>Processors keep a block of the result in registers, and read b in panels: packed first, so that a panel lies in one piece, unless few rows
 * read it and its own rows are whole vectors. GPUs share tiles in their groups' memory.
 */
final class DeviceProducts {
    private static final String SOURCE = Resources.text("gemm.cl");

    /** The items along each side of a group, as in the source. */
    private static final int SIDE = 8;

    private static final int MOST_LANES = 16;
    private static final int LEAST_LANES = 4;
    private static final int GROUP = 64;

    /** So many rows read b often enough to be worth a copy in the order in which they read it. */
    private static final int PACKED_ROWS = 64;

    private record Form(DType dtype, boolean transA, boolean transB) {}

    private record Programs(Program pack, Program gemm) {}

    /** Where the kernel finds b. */
    private record Right(MemorySegment buffer, long offset, long leading, long stride, long panel) {}

    private final OpenClBackend backend;
    private final boolean localTiles;
    private final Map<Form, Programs> programs = new ConcurrentHashMap<>();

    DeviceProducts(OpenClBackend backend) {
        this.backend = backend;
        this.localTiles = backend.facts().localMemory();
    }

    /** Puts a batch of products into the queue; addresses are those of the storages of a, b and c. */
    void multiply(MatrixProduct p, long[] addresses) {
        requireInts(p);
        Programs known =
                programs.computeIfAbsent(new Form(p.dtype(), p.a().transposed(), p.b().transposed()), this::build);
        if (localTiles || !isPacked(p)) {
            enqueue(p, known, addresses, stored(p.b(), addresses[1], p.dtype()));
            return;
        }
        backend.queue().together(() -> enqueue(p, known, addresses, packed(p, known, addresses[1])));
    }

    private static void requireInts(MatrixProduct p) {
        if (Math.max(p.m(), Math.max(p.n(), p.k())) > Integer.MAX_VALUE - GROUP) {
            throw new ShapeException("matmul: sizes " + p.m() + ", " + p.n() + " and " + p.k()
                    + ": on this device each must be below 2^31 - " + GROUP);
        }
    }

    private Programs build(Form form) {
        String source = "#pragma OPENCL FP_CONTRACT ON\n"
                + "#define REAL " + CTypes.scalar(form.dtype()) + "\n"
                + "#define W " + width(form.dtype()) + "\n"
                + "#define ROWS " + rows() + "\n"
                + "#define TRANSPOSED_A " + (form.transA() ? 1 : 0) + "\n"
                + "#define TRANSPOSED_B " + (form.transB() ? 1 : 0) + "\n"
                + "#define LOCAL_TILES " + (localTiles ? 1 : 0) + "\n" + SOURCE;
        List<Program> functions =
                localTiles ? backend.programs(source, "gemm") : backend.programs(source, "pack", "gemm");
        return new Programs(functions.getFirst(), functions.getLast());
    }

    /** {@return elements of a vector: where sums stay in registers, as many as one has} */
    private int width(DType dtype) {
        int lanes = Math.clamp(backend.facts().lanes(), LEAST_LANES, MOST_LANES);
        return localTiles ? LEAST_LANES : dtype == DType.FLOAT32 ? lanes : lanes / 2;
    }

    /** {@return the rows of an item; with two vectors each, processors with 32 registers hold 8, those with 16 hold 6} */
    private int rows() {
        if (localTiles) {
            return 4;
        }
        return backend.facts().lanes() >= MOST_LANES ? 8 : 6;
    }

    private boolean isPacked(MatrixProduct p) {
        return p.m() >= PACKED_ROWS || p.b().transposed() || p.n() % (2L * width(p.dtype())) != 0;
    }

    private Right stored(Matrix b, long address, DType dtype) {
        Buffers.Buffer buffer = backend.buffers().at(address);
        return new Right(
                buffer.handle(), offset(buffer, b, address, dtype), b.leading(), b.stride(), 2L * width(dtype));
    }

    private static long offset(Buffers.Buffer buffer, Matrix matrix, long address, DType dtype) {
        return buffer.index(address, dtype) + matrix.offset();
    }

    private Right packed(MatrixProduct p, Programs known, long address) {
        long columns = 2L * width(p.dtype());
        long panels = (p.n() + columns - 1) / columns;
        long matrices = p.b().stride() == 0 ? 1 : p.batch();
        long size = p.k() * panels * columns;
        MemorySegment scratch =
                backend.scratch().atLeast(matrices * size * p.dtype().itemSize());
        Right b = stored(p.b(), address, p.dtype());
        known.pack().enqueue(Range.of(p.k() * panels, GROUP, matrices, 1), arguments -> {
            arguments.int32((int) p.n());
            arguments.int32((int) p.k());
            arguments.buffer(b.buffer());
            arguments.int64(b.offset());
            arguments.int64(b.leading());
            arguments.int64(b.stride());
            arguments.buffer(scratch);
        });
        return new Right(scratch, 0, columns, matrices == 1 ? 0 : size, p.k() * columns);
    }

    private void enqueue(MatrixProduct p, Programs known, long[] addresses, Right b) {
        Buffers.Buffer left = backend.buffers().at(addresses[0]);
        Buffers.Buffer result = backend.buffers().at(addresses[2]);
        known.gemm().enqueue(range(p), arguments -> {
            arguments.int32((int) p.m());
            arguments.int32((int) p.n());
            arguments.int32((int) p.k());
            real(arguments, p.dtype(), p.alpha());
            arguments.buffer(left.handle());
            arguments.int64(offset(left, p.a(), addresses[0], p.dtype()));
            arguments.int64(p.a().leading());
            arguments.int64(p.a().stride());
            arguments.buffer(b.buffer());
            arguments.int64(b.offset());
            arguments.int64(b.leading());
            arguments.int64(b.stride());
            if (!localTiles) {
                arguments.int64(b.panel());
            }
            real(arguments, p.dtype(), p.beta());
            arguments.buffer(result.handle());
            arguments.int64(offset(result, p.c(), addresses[2], p.dtype()));
            arguments.int64(p.c().leading());
            arguments.int64(p.c().stride());
        });
    }

    private Range range(MatrixProduct p) {
        int columns = 2 * width(p.dtype());
        if (!localTiles) {
            return Range.ofItems((p.m() + rows() - 1) / rows(), (p.n() + columns - 1) / columns, p.batch());
        }
        long tileColumns = (long) SIDE * columns;
        long tileRows = (long) SIDE * rows();
        return Range.ofGroups(
                (p.n() + tileColumns - 1) / tileColumns, (p.m() + tileRows - 1) / tileRows, p.batch(), SIDE);
    }

    private static void real(CommandQueue.Arguments arguments, DType dtype, double value) {
        if (dtype == DType.FLOAT32) {
            arguments.float32((float) value);
        } else {
            arguments.float64(value);
        }
    }
}
