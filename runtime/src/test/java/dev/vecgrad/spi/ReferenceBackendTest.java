package dev.vecgrad.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MathFns;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Philox;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
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
            backend.compile(spec)
                    .run(Launch.map(new long[] {3}, new long[2], strides, new long[0]), addresses, Workers.ALONE);
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
        backend.run(call, regions, addresses, Workers.ALONE);
    }

    /** A 2x3 matrix as the named operand: what the first two dims of the way move along, and its dim 1. */
    private static Region named(long rows, long columns) {
        return new Region(DType.FLOAT32, new long[] {rows, columns, 3}, new long[] {3, 0, 1}, 0);
    }

    @Test
    void takeAndPutFollowTheIndex() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            MemorySegment index = arena.allocateFrom(ValueLayout.JAVA_LONG, 2, 2, 0, -2);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
            Region places = region(DType.INT64, 2, 2);
            Region small = region(DType.FLOAT32, 2, 2);
            Indices indices = new Indices("take", List.of(1), true);
            run(new Call.Take(indices), List.of(named(2, 2), places, small), source, index, out);
            assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(3, 3, 4, 5);
            run(new Call.Put(indices, Meeting.ADD), List.of(places, small, named(2, 2)), index, out, source);
            assertThat(source.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 9, 8, 10, 6);
            run(new Call.Put(indices, Meeting.MIN), List.of(places, small, named(2, 2)), index, out, source);
            assertThat(source.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void anIndexOutOfRangeIsFoundBeforeAnythingIsWritten() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            MemorySegment index = arena.allocateFrom(ValueLayout.JAVA_LONG, 2, 1, 0, -1);
            MemorySegment source = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
            Indices indices = new Indices("scatter", List.of(1), false);
            List<Region> regions = List.of(region(DType.INT64, 2, 2), region(DType.FLOAT32, 2, 2), named(2, 2));
            assertThatThrownBy(() -> run(new Call.Put(indices, Meeting.SET), regions, index, source, target))
                    .isInstanceOf(IndexException.class)
                    .hasMessage(
                            "scatter: index -1 is out of bounds for dimension 1 with size 3: an index must be at least"
                                    + " 0 and below 3");
            assertThat(target.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 3, 4, 5, 6);
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
