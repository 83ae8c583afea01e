package dev.vecgrad.tests.compile;

/** A piece of work that fails in this JVM: a kernel, a call, a product of the library, a copy; the first, second, ... from now. */
final class Failure extends RuntimeException {
    /** Whether it fails before it has written anything or when all is written. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private static final long serialVersionUID = 1;
    private static final int NONE = -1;

    private static int left = NONE;
    private static Moment moment = Moment.BEFORE;

    private Failure() {
        super("this piece of work is to fail");
    }

    /** Lets the piece after so many others fail. */
    static void after(int pieces, Moment when) {
        left = pieces;
        moment = when;
    }

    /** Lets none fail. */
    static void none() {
        left = NONE;
    }

    /** Does a piece of work, or fails. */
    static void orRun(Runnable work) {
        boolean now = left == 0;
        left = Math.max(NONE, left - 1);
        if (now && moment == Moment.BEFORE) {
            throw new Failure();
        }
        work.run();
        if (now) {
            throw new Failure();
        }
    }
}
