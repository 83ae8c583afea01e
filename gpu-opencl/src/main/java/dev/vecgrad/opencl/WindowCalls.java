package dev.vecgrad.opencl;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Convolutions and max pooling on GPUs, a work item for each element of what is written. On a processor its own backend, which cuts them into
 * tiles, is faster, and it reads the same memory: there they are left to it.
 */
final class WindowCalls {
    private static final int GROUP = 64;

    private final OpenClBackend backend;
    private final Map<String, Program> programs = new ConcurrentHashMap<>();

    WindowCalls(OpenClBackend backend) {
        this.backend = backend;
    }

    /** Puts a convolution into the queue, unless it is left to the processor. {@return whether it is not} */
    boolean run(Convolution call, List<Region> operands, long[] addresses) {
        if (!isHere(operands)
                || call instanceof Convolution.OfWeight && !backend.facts().doubles()) {
            return false;
        }
        switch (call) {
            case Convolution.Forward forward ->
                chain("forward", forward.grid(), forward.bias(), operands, addresses, 0, operands.size() - 1);
            case Convolution.Transposed transposed ->
                chain("transposed", transposed.grid(), transposed.bias(), operands, addresses, operands.size() - 1, 0);
            case Convolution.OfWeight sums -> ofWeight(sums.grid(), operands, addresses);
        }
        return true;
    }

    /** Puts max pooling into the queue, unless it is left to the processor. {@return whether it is not} */
    boolean run(MaxPool call, List<Region> operands, long[] addresses) {
        if (!isHere(operands)) {
            return false;
        }
        long[] planes = operands.get(0).sizes();
        long[] values = operands.get(1).sizes();
        program("maxPool", operands).enqueue(Range.of(operands.get(1).numel(), GROUP), arguments -> {
            axis(arguments, call.rows().axis());
            axis(arguments, call.columns().axis());
            ints(arguments, planes[0], planes[1], planes[2]);
            ints(arguments, call.rows().size(), call.columns().size(), values[1], values[2]);
            buffers(arguments, operands, addresses, 0, 1, 2);
        });
        return true;
    }

    /** {@return whether the device is to run it: a GPU that has its dtype, where there is something to do and every place is an int} */
    private boolean isHere(List<Region> operands) {
        boolean known =
                operands.getFirst().dtype() == DType.FLOAT32 || backend.facts().doubles();
        return backend.facts().gpu() && known && operands.stream().allMatch(region -> isSome(region.numel()));
    }

    private static boolean isSome(long numel) {
        return numel > 0 && numel < Integer.MAX_VALUE - GROUP;
    }

    private void chain(
            String name,
            Convolution.Grid grid,
            boolean bias,
            List<Region> operands,
            long[] addresses,
            int image,
            int result) {
        int out = operands.size() - 1;
        program(name, operands).enqueue(Range.of(operands.get(out).numel(), GROUP), arguments -> {
            grid(arguments, grid);
            sizes(arguments, operands.get(image), operands.get(1), operands.get(result));
            arguments.int32(bias ? 1 : 0);
            buffers(arguments, operands, addresses, 0, 1, bias ? 2 : 1, out);
        });
    }

    private void ofWeight(Convolution.Grid grid, List<Region> operands, long[] addresses) {
        long[] result = operands.get(1).sizes();
        long weights = operands.get(2).numel();
        long rows = Convolution.blockRows(result[3]);
        long perImage = Math.ceilDiv(result[2], rows);
        long blocks = result[0] * perImage;
        program("ofWeight", operands).enqueue(Range.of(weights, GROUP), arguments -> {
            grid(arguments, grid);
            sizes(arguments, operands.get(0), operands.get(2), operands.get(1));
            ints(arguments, rows, perImage, blocks, Convolution.parts(blocks, weights));
            buffers(arguments, operands, addresses, 0, 1, 2);
        });
    }

    private Program program(String name, List<Region> operands) {
        String real = CTypes.scalar(operands.getFirst().dtype());
        return programs.computeIfAbsent(name + " " + real, _ -> {
            String wide = backend.facts().doubles() ? "#define WIDE double\n" : "";
            String source = "#pragma OPENCL FP_CONTRACT OFF\n#define REAL " + real + "\n" + wide;
            return backend.programs(source + Resources.text("windows.cl"), name).getFirst();
        });
    }

    // ---- arguments, in the order of the source's parameters

    private static void grid(CommandQueue.Arguments arguments, Convolution.Grid grid) {
        axis(arguments, grid.rows());
        axis(arguments, grid.columns());
    }

    private static void axis(CommandQueue.Arguments arguments, Convolution.Axis axis) {
        ints(arguments, axis.stride(), axis.padding(), axis.dilation());
    }

    private static void sizes(CommandQueue.Arguments arguments, Region image, Region weight, Region result) {
        ints(arguments, image.sizes());
        ints(arguments, weight.sizes());
        ints(arguments, result.sizes()[2], result.sizes()[3]);
    }

    private static void ints(CommandQueue.Arguments arguments, long... numbers) {
        for (long number : numbers) {
            arguments.int32(Math.toIntExact(number));
        }
    }

    private void buffers(CommandQueue.Arguments arguments, List<Region> operands, long[] addresses, int... which) {
        for (int i : which) {
            Buffers.Buffer buffer = backend.buffers().at(addresses[i]);
            arguments.buffer(buffer.handle());
            arguments.int64(buffer.index(addresses[i], operands.get(i).dtype()));
        }
    }
}
