package dev.vecgrad.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/** A kernel that the driver has compiled. It goes when nobody refers to it any more; commands in the queue keep what they need of it. */
final class Program {
    private static final Cleaner CLEANER = Cleaner.create();

    private final CommandQueue queue;
    private final MemorySegment kernel;

    private Program(CommandQueue queue, MemorySegment kernel) {
        this.queue = queue;
        this.kernel = kernel;
    }

    /**
     * {@return the function {@code name} of a source, compiled}
     *
     * @throws dev.vecgrad.type.KernelException if the driver cannot build it
     */
    static Program build(CommandQueue queue, String source, String name, String options) {
        MemorySegment program = queue.build(source, options);
        MemorySegment kernel = queue.createKernel(program, name);
        Program built = new Program(queue, kernel);
        CLEANER.register(built, () -> queue.release(program, kernel));
        return built;
    }

    /** Puts it into the queue; {@code set} sets its arguments in order. */
    void enqueue(Range range, Consumer<CommandQueue.Arguments> set) {
        queue.enqueue(kernel, range, set);
    }
}
