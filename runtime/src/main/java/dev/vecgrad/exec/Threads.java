package dev.vecgrad.exec;

/**
 * How many threads compute one op together. At first as many as {@code -Dvecgrad.threads} says, else as many as there are processors.
 * Results do not depend on it, to the bit.
 */
public final class Threads {
    private Threads() {}

    /** {@return the number of threads, the calling one included} */
    public static int get() {
        return WorkerPool.shared().parallelism();
    }

    /**
     * Sets the number of threads; what is running goes on with those it has.
     *
     * @throws IllegalArgumentException if {@code threads} is not positive
     */
    public static void set(int threads) {
        WorkerPool.shared().setParallelism(threads);
    }

    /** {@return the number that the property says, else that of the processors} */
    static int initial() {
        String text = System.getProperty("vecgrad.threads");
        return text == null ? Runtime.getRuntime().availableProcessors() : parse(text);
    }

    /**
     * {@return the number that a text says}
     *
     * @throws IllegalArgumentException if it says no positive number
     */
    static int parse(String text) {
        try {
            return checked(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "vecgrad.threads: a number of threads is expected, but it is '" + text + "'", e);
        }
    }

    /** {@return the same number, if it is positive} */
    static int checked(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "vecgrad.threads: the number of threads must be positive, but is " + threads);
        }
        return threads;
    }
}
