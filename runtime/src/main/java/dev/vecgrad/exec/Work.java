package dev.vecgrad.exec;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A piece of work, but for where the memory of its operands is. */
public sealed interface Work {
    /** {@return whether it reads an operand} */
    boolean reads(int operand);

    /** {@return whether it writes an operand} */
    boolean writes(int operand);

    /** {@return whether it may end with an exception because of the values of its operands} */
    boolean mayFail();

    /** {@return whether it is known to run to its end, whatever its operands hold; once true it stays so} */
    boolean isSure();

    /** {@return which bytes of an operand's storage it touches at most} */
    Span span(int operand);

    /** Does the work; an address is that of the first byte of the operand's storage. */
    void run(long[] addresses, Workers workers);

    /** {@return what does the work again and again, on one thread at a time, and keeps what it needs for that} */
    default Repeated repeated() {
        return this::run;
    }

    /** Work that is done many times. */
    interface Repeated {
        /** Does the work; the addresses may be written over. */
        void run(long[] addresses, Workers workers);
    }

    /** A kernel: inputs first, then outputs. */
    record Kernel(Executable executable, Launch launch) implements Work {
        @Override
        public boolean reads(int operand) {
            return !writes(operand);
        }

        @Override
        public boolean writes(int operand) {
            return executable.writes(operand);
        }

        @Override
        public boolean mayFail() {
            return false;
        }

        @Override
        public boolean isSure() {
            return !executable.kernel().mayFail(launch);
        }

        @Override
        public Span span(int operand) {
            if (launch.keptNumel() == 0 || launch.reducedNumel() == 0 && reads(operand)) {
                return Span.NONE;
            }
            long[] reduced = launch.reducedNumel() == 0 ? new long[0] : launch.reduced();
            long[] strides = launch.reducedNumel() == 0 ? new long[0] : launch.reducedStrides()[operand];
            long[] kept = launch.keptStrides()[operand];
            long offset = launch.offsets()[operand];
            long low = Extent.lowest(Extent.lowest(offset, launch.kept(), kept), reduced, strides);
            long high = Extent.highest(Extent.highest(offset, launch.kept(), kept), reduced, strides);
            return Span.ofElements(low, high, executable.itemSize(operand));
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            if (launch.keptNumel() == 0) {
                return;
            }
            toFirstElements(addresses);
            executable.kernel().run(launch, addresses, workers);
        }

        private int operands() {
            return launch.offsets().length;
        }

        private void toFirstElements(long[] addresses) {
            long[] offsets = launch.offsets();
            for (int i = 0; i < offsets.length; i++) {
                addresses[i] += offsets[i] * executable.itemSize(i);
            }
        }
    }

    /**
     * A kernel of rows and one that reduces the same rows to columns, both with elements; the operands of the first come first.
     *
     * @param rows the kernel of rows
     * @param columns one that reads of what the first writes in a row nothing but in that row, and writes nothing that either reads
     */
    record RowsAndColumns(Kernel rows, Kernel columns) implements Work {
        @Override
        public boolean reads(int operand) {
            return isOfRows(operand) ? rows.reads(operand) : columns.reads(operand - rows.operands());
        }

        @Override
        public boolean writes(int operand) {
            return isOfRows(operand) ? rows.writes(operand) : columns.writes(operand - rows.operands());
        }

        private boolean isOfRows(int operand) {
            return operand < rows.operands();
        }

        @Override
        public boolean mayFail() {
            return false;
        }

        @Override
        public boolean isSure() {
            return rows.isSure() && columns.isSure();
        }

        @Override
        public Span span(int operand) {
            return isOfRows(operand) ? rows.span(operand) : columns.span(operand - rows.operands());
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            repeated().run(addresses, workers);
        }

        @Override
        public Repeated repeated() {
            long[] first = new long[rows.operands()];
            long[] second = new long[columns.operands()];
            return (addresses, workers) -> {
                System.arraycopy(addresses, 0, first, 0, first.length);
                System.arraycopy(addresses, first.length, second, 0, second.length);
                rows.toFirstElements(first);
                columns.toFirstElements(second);
                rows.executable()
                        .kernel()
                        .runWithColumns(
                                rows.launch(), first, columns.executable().kernel(), columns.launch(), second, workers);
            };
        }
    }

    /** A call. */
    record Called(Device device, Call call, List<Region> regions) implements Work {
        @Override
        public boolean reads(int operand) {
            return call.reads(operand, regions.size());
        }

        @Override
        public boolean writes(int operand) {
            return call.writes(operand, regions.size());
        }

        @Override
        public boolean mayFail() {
            return call instanceof Call.Take || call instanceof Call.Put;
        }

        @Override
        public boolean isSure() {
            return !mayFail() && !Backends.of(device).mayFail();
        }

        @Override
        public Span span(int operand) {
            return Span.of(regions.get(operand));
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            for (int i = 0; i < addresses.length; i++) {
                Region region = regions.get(i);
                addresses[i] += region.offset() * region.dtype().itemSize();
            }
            Backends.of(device).run(call, regions, addresses, workers);
        }
    }

    /** A batch of matrix products: a, b, c. */
    record Multiplication(Device device, MatrixProduct product) implements Work {
        @Override
        public boolean reads(int operand) {
            return operand < 2 || product.beta() != 0;
        }

        @Override
        public boolean writes(int operand) {
            return operand == 2;
        }

        @Override
        public boolean mayFail() {
            return false;
        }

        @Override
        public boolean isSure() {
            return !(device.isCpu()
                    ? Products.gemm().mayFail()
                    : Backends.of(device).mayFail());
        }

        @Override
        public Span span(int operand) {
            MatrixProduct.Matrix matrix = product.matrix(operand);
            long last = product.lastElement(operand);
            return last < matrix.offset()
                    ? Span.NONE
                    : Span.ofElements(matrix.offset(), last, product.dtype().itemSize());
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            Products.run(device, product, addresses, workers);
        }

        @Override
        public Repeated repeated() {
            return device.isCpu() ? Products.ready(product, null) : this::run;
        }
    }

    /**
     * One product on the processor and a map over its result, panel by panel while that is in cache: a, b, c, then the map's operands.
     *
     * @param map a kernel without reduced dims whose launch has the two dims of the result; it writes nothing that the product reads
     */
    record ProductMap(Multiplication product, Kernel map) implements Work {
        /** The number of the map's first operand. */
        static final int FIRST = 3;

        @Override
        public boolean reads(int operand) {
            return operand < FIRST ? product.reads(operand) : map.reads(operand - FIRST);
        }

        @Override
        public boolean writes(int operand) {
            return operand < FIRST ? product.writes(operand) : map.writes(operand - FIRST);
        }

        @Override
        public boolean mayFail() {
            return false;
        }

        @Override
        public boolean isSure() {
            return product.isSure() && map.isSure();
        }

        @Override
        public Span span(int operand) {
            return operand < FIRST ? product.span(operand) : map.span(operand - FIRST);
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            repeated().run(addresses, workers);
        }

        @Override
        public Repeated repeated() {
            return Products.ready(product.product(), map);
        }
    }

    /** Bytes that are written over those of the only operand from an offset on. */
    record Bytes(Device device, long offset, MemorySegment content) implements Work {
        @Override
        public boolean reads(int operand) {
            return false;
        }

        @Override
        public boolean writes(int operand) {
            return true;
        }

        @Override
        public boolean mayFail() {
            return false;
        }

        @Override
        public boolean isSure() {
            return !Backends.of(device).mayFail();
        }

        @Override
        public Span span(int operand) {
            return content.byteSize() == 0 ? Span.NONE : new Span(offset, offset + content.byteSize());
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            Backends.of(device).write(addresses[0] + offset, content);
        }
    }

    /** A test of its operands, integers. */
    record Tested(Device device, Check check, List<Region> regions) implements Work {
        @Override
        public boolean reads(int operand) {
            return true;
        }

        @Override
        public boolean writes(int operand) {
            return false;
        }

        @Override
        public boolean mayFail() {
            return true;
        }

        @Override
        public boolean isSure() {
            return false;
        }

        @Override
        public Span span(int operand) {
            return Span.of(regions.get(operand));
        }

        @Override
        public void run(long[] addresses, Workers workers) {
            check.test(operand -> elements(regions.get(operand), addresses[operand], span(operand)));
        }

        private long[] elements(Region region, long address, Span span) {
            int n = 1;
            for (long size : region.sizes()) {
                n = Math.multiplyExact(n, Math.toIntExact(size));
            }
            long[] elements = new long[n];
            MemorySegment memory = visible(address, span);
            boolean wide = region.dtype() == DType.INT64;
            for (int i = 0; i < n; i++) {
                long at = place(region, i);
                elements[i] = wide
                        ? memory.getAtIndex(ValueLayout.JAVA_LONG, at)
                        : memory.getAtIndex(ValueLayout.JAVA_INT, at);
            }
            return elements;
        }

        /** {@return the storage at {@code address}, of which the bytes of {@code span} can be read} */
        private MemorySegment visible(long address, Span span) {
            if (device.isCpu()) {
                return MemorySegment.ofAddress(address).reinterpret(span.high());
            }
            MemorySegment copy = MemorySegment.ofArray(new long[Math.toIntExact(span.high() / Long.BYTES + 1)]);
            Backends.of(device).read(address + span.low(), copy.asSlice(span.low(), span.high() - span.low()));
            return copy;
        }

        private static long place(Region region, long index) {
            long at = region.offset();
            long rest = index;
            for (int d = region.sizes().length - 1; d >= 0; d--) {
                at += rest % region.sizes()[d] * region.strides()[d];
                rest /= region.sizes()[d];
            }
            return at;
        }
    }
}
