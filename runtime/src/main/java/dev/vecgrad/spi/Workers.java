package dev.vecgrad.spi;

/** Threads that share work. */
public interface Workers {
    /** Part of a divided work. */
    @FunctionalInterface
    interface RangeTask {
        /** Does the units from {@code begin} to before {@code end}. */
        void run(long begin, long end);
    }

    /** The calling thread and no other. */
    Workers ALONE = new Workers() {
        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void forEach(long units, long grain, RangeTask task) {
            if (units > 0) {
                task.run(0, units);
            }
        }
    };

    /** {@return how many threads work together, the caller included} */
    int parallelism();

    /**
     * Runs {@code task} over all units, divided into ranges of multiples of {@code grain} but for the last, and returns when all
     * have ended. The first exception is thrown then. Work of no more than one grain stays on the calling thread.
     */
    void forEach(long units, long grain, RangeTask task);
}
