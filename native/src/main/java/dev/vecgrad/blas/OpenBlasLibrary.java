package dev.vecgrad.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/**
 * The OpenBLAS of this process, looked for once, at the first question. It runs on the calling thread for ever: vecgrad's
 * own threads share the work, and two pools would fight.
 */
final class OpenBlasLibrary {
    private static final List<String> NEEDED = List.of(
            "cblas_sgemm",
            "cblas_dgemm",
            "cblas_sgemv",
            "cblas_dgemv",
            "openblas_set_num_threads",
            "openblas_get_config",
            "openblas_get_corename");
    /** The cores for which OpenBLAS has kernels that do not pack, used up to 100 cubed multiplications. */
    private static final List<String> UNPACKED_CORES = List.of("SkylakeX", "Cooperlake", "Sapphirerapids");

    private static final MemoryLayout TEXT = MemoryLayout.sequenceLayout(4096, JAVA_BYTE);
    private static final Library LIBRARY = prepare(LibraryFinder.ofThisJvm().find());
    private static final long UNPACKED_WORK = unpackedWork(LIBRARY);

    private OpenBlasLibrary() {}

    /** {@return whether one was found that has all that is needed} */
    static boolean isAvailable() {
        return LIBRARY instanceof Library.Opened;
    }

    /** {@return version, options, core and source of the library, or why there is none} */
    static String description() {
        return switch (LIBRARY) {
            case Library.Missing(String reason) -> reason;
            case Library.Opened(SymbolLookup symbols, String source) ->
                text(symbols, "openblas_get_config") + ", core " + text(symbols, "openblas_get_corename") + ", from "
                        + source;
        };
    }

    /** {@return the largest product in multiplications that is done without packing; 0 where all are packed} */
    static long unpackedWork() {
        return UNPACKED_WORK;
    }

    private static long unpackedWork(Library library) {
        return library instanceof Library.Opened opened
                        && UNPACKED_CORES.contains(text(opened.symbols(), "openblas_get_corename"))
                ? 1_000_000
                : 0;
    }

    /** {@return the address of a function of the library, which must be available} */
    static MemorySegment symbol(String name) {
        return symbols().findOrThrow(name);
    }

    /** Lets the library, which must be available, run on so many threads. */
    static void useThreads(int threads) {
        useThreads(symbols(), threads);
    }

    private static SymbolLookup symbols() {
        return switch (LIBRARY) {
            case Library.Missing(String reason) -> throw new IllegalStateException("OpenBLAS: " + reason);
            case Library.Opened opened -> opened.symbols();
        };
    }

    /** {@return {@code found}, set to one thread, or why it cannot be used} */
    static Library prepare(Library found) {
        return switch (found) {
            case Library.Missing missing -> missing;
            case Library.Opened opened -> prepare(opened);
        };
    }

    private static Library prepare(Library.Opened opened) {
        SymbolLookup symbols = opened.symbols();
        List<String> absent =
                NEEDED.stream().filter(name -> symbols.find(name).isEmpty()).toList();
        if (!absent.isEmpty()) {
            return new Library.Missing(
                    opened.source() + " is no OpenBLAS that can be used: it lacks " + String.join(", ", absent));
        }
        if (text(symbols, "openblas_get_config").contains("USE64BITINT")) {
            return new Library.Missing(
                    opened.source() + " counts in 64-bit integers (ILP64): one with 32-bit integers is needed");
        }
        useThreads(symbols, 1);
        return opened;
    }

    private static void useThreads(SymbolLookup symbols, int threads) {
        var setThreads = Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
        try {
            setThreads.invokeExact(threads);
        } catch (Throwable e) {
            throw Cblas.unexpected(e);
        }
    }

    private static String text(SymbolLookup symbols, String function) {
        var getText = Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(function), FunctionDescriptor.of(ADDRESS.withTargetLayout(TEXT)));
        try {
            return ((MemorySegment) getText.invokeExact()).getString(0).strip();
        } catch (Throwable e) {
            throw Cblas.unexpected(e);
        }
    }
}
