package dev.vecgrad.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenCL loader of this machine, or why there is none. The loader finds the drivers; on Linux it is {@code libOpenCL.so.1}, and the
 * variable {@code OCL_ICD_VENDORS} chooses among drivers.
 */
sealed interface Library {
    /** The property that names the library instead: a path, a name, or {@code none}. */
    String PROPERTY = "vecgrad.opencl";

    /** A library that was opened. */
    record Opened(SymbolLookup symbols, String name) implements Library {}

    /** No library, and why. */
    record Missing(String reason) implements Library {}

    /** {@return the library that {@code wanted}, the property's value, names; without it the system's} */
    static Library find(@Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return firstOf(systemNames());
        }
        return wanted.equals("none") ? new Missing("turned off by -D" + PROPERTY + "=none") : firstOf(List.of(wanted));
    }

    private static List<String> systemNames() {
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return List.of("OpenCL.dll");
        }
        return system.startsWith("Mac")
                ? List.of("/System/Library/Frameworks/OpenCL.framework/OpenCL")
                : List.of("libOpenCL.so.1", "libOpenCL.so");
    }

    private static Library firstOf(List<String> names) {
        List<String> failures = new ArrayList<>();
        for (String name : names) {
            try {
                return new Opened(SymbolLookup.libraryLookup(name, Arena.global()), name);
            } catch (IllegalArgumentException _) {
                failures.add(name);
            } catch (IllegalCallerException _) {
                return new Missing("native access is off for the module dev.vecgrad.opencl: start Java with"
                        + " --enable-native-access=dev.vecgrad.opencl (on the class path: ALL-UNNAMED)");
            }
        }
        return new Missing("no OpenCL on this machine: " + String.join(" and ", failures)
                + " cannot be opened; a loader (ocl-icd-libopencl1) and the device's driver bring it");
    }
}
