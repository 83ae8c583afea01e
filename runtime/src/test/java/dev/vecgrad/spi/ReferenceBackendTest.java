package dev.vecgrad.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MathFns;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Philox;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
    private static final Workers ONE = new Workers() {
        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void forEach(long units, long grain, RangeTask task) {
            task.run(0, units);
        }
    };

    private final ReferenceBackend backend = new ReferenceBackend();

    @Test
    void isFoundButNeverChosenSilently() {
        assertThat(ServiceLoader.load(Backend.class)).anySatisfy(found -> {
            assertThat(found.name()).isEqualTo("reference");
            assertThat(found.priority()).isNegative();
        });
    }

    @Test
    void blocksAreAligned() {
        DeviceAllocator allocator = backend.allocator();
        for (long bytes : new long[] {1, 100, 1 << 20}) {
            long address = allocator.allocate(bytes);
            assertThat(address % 128).isZero();
            allocator.free(address, bytes);
        }
    }

    @Test
    void kernelsRunOnNativeMemory() {
        Expr x = Expr.input(0, DType.FLOAT32);
        Operand unit = new Operand(DType.FLOAT32, Access.UNIT);
        KernelSpec spec = new KernelSpec(
                Space.MAP,
                List.of(unit),
                List.of(),
                List.of(new Stage(List.of(), List.of(new Write(0, MathFns.exp(x))))),
                List.of(),
                List.of(unit));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0, 1, -1);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 3);
            long[][] strides = {{-1}, {1}};
            long[] addresses = {in.address() + 8, out.address()};
            backend.compile(spec).run(Launch.map(new long[] {3}, new long[2], strides, new long[0]), addresses, ONE);
            assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly((float) Math.exp(-1), (float) Math.E, 1);
        }
    }

    private static Region region(DType dtype, long... sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= sizes[d];
        }
        return new Region(dtype, sizes, strides, 0);
    }

    private void run(Call call, List<Region> regions, MemorySegment... operands) {
        long[] addresses = new long[operands.length];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = operands[i].address();
        }
        backend.run(call, regions, addresses, ONE);
    }

    @Test
    void gatherAndScatterFollowTheIndex() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            MemorySegment index = arena.allocateFrom(ValueLayout.JAVA_LONG, 2, 2, 0, 1);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
            Region matrix = region(DType.FLOAT32, 2, 3);
            Region indices = region(DType.INT64, 2, 2);
            Region small = region(DType.FLOAT32, 2, 2);
            run(new Call.Gather(1), List.of(matrix, indices, small), source, index, out);
            assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(3, 3, 4, 5);
            run(new Call.ScatterAdd(1), List.of(indices, small, matrix), index, out, source);
            assertThat(source.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 9, 8, 10, 6);
        }
    }

    @Test
    void slicesAreSelectedAndAdded() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            MemorySegment index = arena.allocateFrom(ValueLayout.JAVA_LONG, 1, 1, 0);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 9);
            Region matrix = region(DType.FLOAT32, 2, 3);
            Region indices = region(DType.INT64, 3);
            Region taken = region(DType.FLOAT32, 3, 3);
            run(new Call.IndexSelect(0), List.of(matrix, indices, taken), source, index, out);
            assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(4, 5, 6, 4, 5, 6, 1, 2, 3);
            run(new Call.IndexAdd(0), List.of(indices, taken, matrix), index, out, source);
            assertThat(source.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(2, 4, 6, 12, 15, 18);
        }
    }

    @Test
    void randomWordsFillTheRegion() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_INT, 7);
            run(new Call.Philox(42, 5), List.of(region(DType.INT32, 7)), out);
            for (int i = 0; i < 7; i++) {
                assertThat(out.getAtIndex(ValueLayout.JAVA_INT, i)).isEqualTo(Philox.word(42, 5, i));
            }
        }
    }
}
