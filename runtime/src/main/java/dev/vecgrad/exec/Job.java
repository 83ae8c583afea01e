package dev.vecgrad.exec;

import dev.vecgrad.spi.Workers.RangeTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A divided work, and when that is done another. Its units lie in chunks, and each participant has a part of the chunks: it does its own
 * first, so that a thread finds the same elements in its cache op after op, and then helps with the others'. A participant that comes late finds
 * nothing left and is not waited for; {@link #enter} and {@link #leave} tell whether one is still looking, so that what it looks at is not changed.
 */
final class Job {
    /** A thread has this many chunks, so that one which is held up can be helped. */
    private static final int CHUNKS_PER_PART = 4;

    /** Distance of two counters in longs: two cache lines. */
    private static final int STRIDE = 16;

    private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PENDING;
    private static final VarHandle FAILURE;
    private static final VarHandle VISITORS;

    /** In place of the number of visitors: nobody may enter. */
    private static final int CLOSED = -1;

    private static final RangeTask NOTHING = (_, _) -> {};

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PENDING = lookup.findVarHandle(Job.class, "pending", long.class);
            FAILURE = lookup.findVarHandle(Job.class, "failure", Throwable.class);
            VISITORS = lookup.findVarHandle(Job.class, "visitors", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long number;
    private int parts;
    private RangeTask task = NOTHING;
    private long units;
    private long chunkUnits;
    private long chunks;

    /** The next chunk of each part. */
    private long[] next = {};

    private volatile int visitors = CLOSED;
    private volatile long pending;
    private volatile @Nullable Thread waiter;
    private volatile @Nullable Throwable failure;

    /** Begins a work; nobody is in, and from now on others may enter. */
    void begin(long number, int parallelism, long units, long grain, RangeTask task) {
        this.number = number;
        this.task = task;
        this.units = units;
        long wanted = ceilDiv(units, (long) parallelism * CHUNKS_PER_PART);
        this.chunkUnits = ceilDiv(wanted, grain) * grain;
        this.chunks = ceilDiv(units, chunkUnits);
        this.parts = (int) Math.min(parallelism, chunks);
        this.pending = chunks;
        if (next.length < parts * STRIDE) {
            next = new long[parts * STRIDE];
        }
        for (int part = 0; part < parts; part++) {
            next[part * STRIDE] = firstChunk(part);
        }
        visitors = 0;
    }

    /** {@return whether nobody was in, and nobody can enter until another work begins} */
    boolean close() {
        return visitors == CLOSED || VISITORS.compareAndSet(this, 0, CLOSED);
    }

    /** {@return whether a thread that shall {@link #leave} may look at the work} */
    boolean enter() {
        int others = visitors;
        while (others != CLOSED) {
            if (VISITORS.compareAndSet(this, others, others + 1)) {
                return true;
            }
            others = visitors;
        }
        return false;
    }

    void leave() {
        int _ = (int) VISITORS.getAndAdd(this, -1);
    }

    /** {@return what tells works of one pool apart} */
    long number() {
        return number;
    }

    /** {@return how many threads take part at most} */
    int parts() {
        return parts;
    }

    private static long ceilDiv(long a, long b) {
        return a / b + (a % b == 0 ? 0 : 1);
    }

    private long firstChunk(int part) {
        return chunks / parts * part + Math.min(part, chunks % parts);
    }

    /** Works as the given participant until no chunk is left. */
    void work(int part) {
        long done = 0;
        for (int i = 0; i < parts; i++) {
            done += drain((part + i) % parts);
        }
        if (done > 0 && (long) PENDING.getAndAdd(this, -done) == done) {
            LockSupport.unpark(waiter);
        }
    }

    private long drain(int part) {
        long end = firstChunk(part + 1);
        long done = 0;
        while (peek(part) < end) {
            long chunk = (long) COUNTER.getAndAdd(next, part * STRIDE, 1L);
            if (chunk < end) {
                run(chunk);
                done++;
            }
        }
        return done;
    }

    private long peek(int part) {
        return (long) COUNTER.getVolatile(next, part * STRIDE);
    }

    private void run(long chunk) {
        if (failure != null) {
            return;
        }
        long begin = chunk * chunkUnits;
        try {
            task.run(begin, begin + Math.min(chunkUnits, units - begin));
        } catch (Throwable e) {
            FAILURE.compareAndSet(this, null, e);
        }
    }

    /** Waits, spinning for a while, until all chunks are done, and throws what the first failing one threw. */
    void await(long spinNanos) {
        if (!Spin.until(() -> pending == 0, spinNanos)) {
            park();
        }
        Throwable thrown = failure;
        waiter = null;
        failure = null;
        task = NOTHING;
        if (thrown != null) {
            Job.<RuntimeException>rethrow(thrown);
        }
    }

    private void park() {
        waiter = Thread.currentThread();
        boolean interrupted = false;
        while (pending != 0) {
            LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws as it is what a task threw; a task declares no checked exception. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable e) throws T {
        throw (T) e;
    }
}
