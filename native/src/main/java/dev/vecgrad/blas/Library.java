package dev.vecgrad.blas;

import java.lang.foreign.SymbolLookup;

/** What came of looking for a native library. */
sealed interface Library {
    /**
     * An opened library, for as long as the process lives.
     *
     * @param symbols its symbols
     * @param source where it came from, for people
     */
    record Opened(SymbolLookup symbols, String source) implements Library {}

    /**
     * No library that can be used.
     *
     * @param reason one sentence: what was tried and what to do
     */
    record Missing(String reason) implements Library {}
}
