package dev.vecgrad.memory;

/** How long a storage is expected to live; storages of one lifetime share slabs only among themselves. */
public enum Lifetime {
    /** A temporary: freed by the {@link Scope} it was made in, by the engine that owns it, or by the collector. */
    SHORT,

    /** A parameter, a leaf's gradient, an optimiser's state, a buffer: no scope frees it, and it pins no temporaries' slab. */
    LONG
}
