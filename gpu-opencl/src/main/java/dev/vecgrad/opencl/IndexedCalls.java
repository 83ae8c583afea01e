package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Taking and putting by index tensors on a device. Before, a kernel counts indices out of range, and the count is read: an index that is wrong
 * must be an exception of the op that names it, and nothing may be written then. If there is one, or if too many places may be one
 * element for work items to have a place each, the call is left to the processor.
 */
final class IndexedCalls {
    private static final int GROUP = 64;

    /** Fewer elements that may be written side by side keep a device idle. */
    private static final int LEAST_SIDE_BY_SIDE = 32;

    private record Form(IndexedText text, Meeting meeting) {}

    private record Programs(Program check, Program take, Program put) {}

    /**
     * The way of a call, in the order of dims in which items go.
     *
     * @param sizes of the dims
     * @param dims the order, as numbers of the plain operand's dims
     */
    private record Way(long[] sizes, int[] dims) {
        static Way of(Region plain) {
            return new Way(
                    plain.sizes(), IntStream.range(0, plain.sizes().length).toArray());
        }

        /** {@return the way on which dims along which the named operand moves come last: places of different ones are different} */
        static Way inOrderOfPlaces(Region plain, Region named) {
            int rank = plain.sizes().length;
            int[] dims = IntStream.concat(
                            IntStream.range(0, rank).filter(d -> named.strides()[d] == 0),
                            IntStream.range(0, rank).filter(d -> named.strides()[d] != 0))
                    .toArray();
            return new Way(plain.sizes(), dims);
        }

        /** {@return how many places there are along the dims along which the named operand moves} */
        long sideBySide(Region named) {
            long items = 1;
            for (int d = 0; d < sizes.length; d++) {
                items *= named.strides()[d] == 0 ? 1 : sizes[d];
            }
            return items;
        }
    }

    /**
     * What the kernels of a call have in common.
     *
     * @param plain the operand without indices
     * @param named the one whose elements indices name
     * @param first the number of the first index operand
     */
    private record Job(
            Indices indices, Way way, Region plain, Region named, List<Region> operands, long[] addresses, int first) {}

    private final OpenClBackend backend;
    private final Map<Form, Programs> programs = new ConcurrentHashMap<>();

    IndexedCalls(OpenClBackend backend) {
        this.backend = backend;
    }

    /** Puts a call into the queue, unless it is left to the processor. {@return whether it is not} */
    boolean take(Call.Take call, List<Region> operands, long[] addresses) {
        int count = call.indices().count();
        Region plain = operands.getLast();
        Region named = operands.getFirst();
        Way way = Way.of(plain);
        Job job = new Job(call.indices(), way, plain, named, operands, addresses, 1);
        Programs known = programs(bits(plain.dtype()), way, count, Meeting.SET);
        if (plain.isEmpty() || isAnyOutside(known, job)) {
            return plain.isEmpty();
        }
        known.take().enqueue(Range.of(plain.numel(), GROUP), arguments -> {
            setWay(arguments, job);
            setNamed(arguments, way, named, addresses[0], count);
            setOperand(arguments, way, plain, addresses[count + 1]);
        });
        return true;
    }

    /** Puts a call into the queue, unless it is left to the processor. {@return whether it is not} */
    boolean put(Call.Put call, List<Region> operands, long[] addresses) {
        int count = call.indices().count();
        Region plain = operands.get(count);
        Region named = operands.getLast();
        Way way = Way.inOrderOfPlaces(plain, named);
        long inner = way.sideBySide(named);
        boolean copied = call.meeting() == Meeting.SET;
        boolean possible =
                copied || plain.dtype() != DType.FLOAT64 || backend.facts().doubles();
        if (!possible || inner < Math.min(LEAST_SIDE_BY_SIDE, plain.numel())) {
            return false;
        }
        Job job = new Job(call.indices(), way, plain, named, operands, addresses, 0);
        Programs known = programs(copied ? bits(plain.dtype()) : plain.dtype(), way, count, call.meeting());
        if (plain.isEmpty() || isAnyOutside(known, job)) {
            return plain.isEmpty();
        }
        known.put().enqueue(Range.of(inner, GROUP), arguments -> {
            setWay(arguments, job);
            arguments.int64(inner);
            setNamed(arguments, way, named, addresses[count + 1], count);
            setOperand(arguments, way, plain, addresses[count]);
        });
        return true;
    }

    /** {@return an integer dtype of as many bytes: what is only copied needs no arithmetic} */
    private static DType bits(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> DType.INT32;
            case FLOAT64 -> DType.INT64;
            case BOOL, INT32, INT64 -> dtype;
        };
    }

    private Programs programs(DType dtype, Way way, int count, Meeting meeting) {
        Form form = new Form(new IndexedText(way.dims().length, count, dtype), meeting);
        return programs.computeIfAbsent(form, this::build);
    }

    private Programs build(Form form) {
        List<Program> functions = backend.programs(
                form.text().source(form.meeting()), IndexedText.CHECK, IndexedText.TAKE, IndexedText.PUT);
        return new Programs(functions.get(0), functions.get(1), functions.get(2));
    }

    /** Waits for what was queued, for the indices may come from there. */
    private boolean isAnyOutside(Programs known, Job job) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            backend.queue().together(() -> {
                MemorySegment wrong = backend.scratch().atLeast(JAVA_INT.byteSize());
                backend.queue().write(wrong, 0, count);
                known.check().enqueue(Range.of(job.plain().numel(), GROUP), arguments -> {
                    setWay(arguments, job);
                    arguments.buffer(wrong);
                });
                backend.queue().read(wrong, 0, count);
            });
            return count.get(JAVA_INT, 0) != 0;
        }
    }

    // ---- arguments, in the order of IndexedText's parameters

    private void setWay(CommandQueue.Arguments arguments, Job job) {
        Way way = job.way();
        arguments.int64(job.plain().numel());
        arguments.int32(job.indices().wraps() ? 1 : 0);
        for (int dim : way.dims()) {
            arguments.int64(way.sizes()[dim]);
        }
        for (int i = 0; i < job.indices().count(); i++) {
            int operand = job.first() + i;
            arguments.int64(job.named().sizes()[way.dims().length + i]);
            setOperand(arguments, way, job.operands().get(operand), job.addresses()[operand]);
        }
    }

    private void setOperand(CommandQueue.Arguments arguments, Way way, Region region, long address) {
        Buffers.Buffer buffer = backend.buffers().at(address);
        arguments.buffer(buffer.handle());
        arguments.int64(buffer.index(address, region.dtype()));
        for (int dim : way.dims()) {
            arguments.int64(region.strides()[dim]);
        }
    }

    private void setNamed(CommandQueue.Arguments arguments, Way way, Region named, long address, int count) {
        setOperand(arguments, way, named, address);
        for (int i = 0; i < count; i++) {
            arguments.int64(named.strides()[way.dims().length + i]);
        }
    }
}
