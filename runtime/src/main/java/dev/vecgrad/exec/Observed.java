package dev.vecgrad.exec;

/** Work that the profiler sees; asked only if someone wants to know. */
interface Observed {
    /** {@return what it is} */
    String name();

    /** {@return the sizes of its loops} */
    String shape();

    /** {@return where it runs} */
    String device();

    /** {@return the bytes of all elements read and written} */
    long bytes();
}
