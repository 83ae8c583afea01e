package dev.vecgrad.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A function that the driver has compiled. It goes when nobody refers to it any more; commands in the queue keep what they need of it, and it
 * keeps its program.
 */
final class Program {
    private static final Cleaner CLEANER = Cleaner.create();

    private final CommandQueue queue;
    private final MemorySegment kernel;

    private Program(CommandQueue queue, MemorySegment kernel) {
        this.queue = queue;
        this.kernel = kernel;
    }

    /**
     * {@return the functions of a source with these names, compiled}
     *
     * @throws dev.vecgrad.type.KernelException if the driver cannot build it
     */
    static List<Program> build(CommandQueue queue, String source, String options, String... names) {
        MemorySegment program = queue.build(source, options);
        List<Program> functions = new ArrayList<>();
        for (String name : names) {
            MemorySegment kernel = queue.createKernel(program, name);
            Program function = new Program(queue, kernel);
            CLEANER.register(function, () -> queue.releaseKernel(kernel));
            functions.add(function);
        }
        queue.releaseProgram(program);
        return functions;
    }

    /** Puts it into the queue; {@code set} sets its arguments in order. */
    void enqueue(Range range, Consumer<CommandQueue.Arguments> set) {
        queue.enqueue(kernel, range, set);
    }
}
