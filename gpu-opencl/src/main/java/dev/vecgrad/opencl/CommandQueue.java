package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A device's context and its one queue, whose commands run one after the other in the order in which they were put into it. So a piece of
 * memory that was given back and handed out again is written only after all that was queued before has used it.
 *
 * <p>Safe for several threads: a lock guards the setting of arguments up to the command that uses them.
 */
final class CommandQueue {
    private static final int DIMS = 3;

    /** A driver may let commands lie until somebody waits; this many are put into the queue before it is told to begin. */
    private static final int FLUSH_INTERVAL = 16;

    private final Cl cl;
    private final ClDevice device;
    private final MemorySegment context;
    private final MemorySegment queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final MemorySegment global = Arena.global().allocate(JAVA_LONG, DIMS);
    private final MemorySegment local = Arena.global().allocate(JAVA_LONG, DIMS);
    private final Arguments arguments;
    private final Transfers transfers = new Transfers();
    private int unflushed;

    CommandQueue(Cl cl, ClDevice device) {
        this.cl = cl;
        this.device = device;
        this.context = cl.createContext(device.id());
        this.queue = cl.createQueue(context, device.id());
        this.arguments = new Arguments(cl);
    }

    /** The arguments of a kernel, set one after the other. */
    static final class Arguments {
        private final Cl cl;
        private final MemorySegment slot = Arena.global().allocate(JAVA_LONG);
        private MemorySegment kernel = MemorySegment.NULL;
        private int next;

        private Arguments(Cl cl) {
            this.cl = cl;
        }

        private void begin(MemorySegment ofKernel) {
            kernel = ofKernel;
            next = 0;
        }

        /** The next argument is in the slot. */
        private void set(ValueLayout type) {
            cl.setArgument(kernel, next++, type.byteSize(), slot);
        }

        /** The next argument is a buffer. */
        void buffer(MemorySegment buffer) {
            slot.set(ADDRESS, 0, buffer);
            set(ADDRESS);
        }

        /** The next argument is an int. */
        void int32(int value) {
            slot.set(JAVA_INT, 0, value);
            set(JAVA_INT);
        }

        /** The next argument is a long. */
        void int64(long value) {
            slot.set(JAVA_LONG, 0, value);
            set(JAVA_LONG);
        }

        /** The next argument is a float. */
        void float32(float value) {
            slot.set(JAVA_FLOAT, 0, value);
            set(JAVA_FLOAT);
        }

        /** The next argument is a double. */
        void float64(double value) {
            slot.set(JAVA_DOUBLE, 0, value);
            set(JAVA_DOUBLE);
        }
    }

    ClDevice device() {
        return device;
    }

    MemorySegment createBuffer(long bytes, MemorySegment host) {
        return cl.createBuffer(context, bytes, host);
    }

    /** Gives a buffer, or the host's memory that one lies on, back to the system when no command uses it any more. */
    void releaseBuffer(MemorySegment buffer) {
        finish();
        cl.releaseBuffer(buffer);
    }

    /** {@return a program, built; its kernels are made by {@link #createKernel}} */
    MemorySegment build(String source, String options) {
        return ProgramBuild.run(cl, context, device.id(), source, options);
    }

    MemorySegment createKernel(MemorySegment program, String name) {
        return cl.createKernel(program, name);
    }

    void releaseKernel(MemorySegment kernel) {
        cl.releaseKernel(kernel);
    }

    void releaseProgram(MemorySegment program) {
        cl.releaseProgram(program);
    }

    /** Puts a kernel into the queue that runs in {@code range}; {@code set} sets its arguments in order. */
    void enqueue(MemorySegment kernel, Range range, Consumer<Arguments> set) {
        lock.lock();
        try {
            arguments.begin(kernel);
            set.accept(arguments);
            for (int d = 0; d < range.global().length; d++) {
                global.setAtIndex(JAVA_LONG, d, range.global()[d]);
                local.setAtIndex(JAVA_LONG, d, range.local()[d]);
            }
            cl.enqueueKernel(queue, kernel, range.global().length, global, local);
            if (++unflushed == FLUSH_INTERVAL) {
                unflushed = 0;
                cl.flush(queue);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs what puts several commands into the queue, between which no other thread may put its own. */
    void together(Runnable commands) {
        lock.lock();
        try {
            commands.run();
        } finally {
            lock.unlock();
        }
    }

    /** {@return how often and how much was copied to and from the processor} */
    Transfers transfers() {
        return transfers;
    }

    void read(MemorySegment buffer, long offset, MemorySegment target) {
        transfers.countRead(target.byteSize());
        cl.read(queue, buffer, offset, target);
    }

    void write(MemorySegment buffer, long offset, MemorySegment source) {
        transfers.countWrite(source.byteSize());
        cl.write(queue, buffer, offset, source);
    }

    MemorySegment map(MemorySegment buffer, long offset, long bytes) {
        return cl.map(queue, buffer, offset, bytes);
    }

    void unmap(MemorySegment buffer, MemorySegment mapped) {
        cl.unmap(queue, buffer, mapped);
    }

    void finish() {
        cl.finish(queue);
    }
}
