package dev.vecgrad.opencl;

import java.util.concurrent.atomic.AtomicLong;

/** What was copied between a device and the processor since the device was first used. */
final class Transfers {
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong bytesWritten = new AtomicLong();

    /**
     * The counts at one time.
     *
     * @param reads copies from the device
     * @param bytesRead their bytes
     * @param writes copies to the device
     * @param bytesWritten their bytes
     */
    record Counts(long reads, long bytesRead, long writes, long bytesWritten) {
        /** {@return what was counted since an earlier time} */
        Counts since(Counts earlier) {
            return new Counts(
                    reads - earlier.reads,
                    bytesRead - earlier.bytesRead,
                    writes - earlier.writes,
                    bytesWritten - earlier.bytesWritten);
        }
    }

    void countRead(long bytes) {
        reads.incrementAndGet();
        bytesRead.addAndGet(bytes);
    }

    void countWrite(long bytes) {
        writes.incrementAndGet();
        bytesWritten.addAndGet(bytes);
    }

    /** {@return the counts now} */
    Counts counts() {
        return new Counts(reads.get(), bytesRead.get(), writes.get(), bytesWritten.get());
    }
}
