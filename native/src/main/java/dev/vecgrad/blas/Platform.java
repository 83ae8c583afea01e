package dev.vecgrad.blas;

import java.util.List;
import java.util.Locale;

/**
 * An operating system with a processor, as OpenBLAS's jars name them.
 *
 * @param name the folder in a jar, e.g. {@code linux-x86_64}; the name of the system where no jar is known
 * @param files the libraries in a jar in the order in which they are opened, OpenBLAS last; none where no jar is known
 * @param systemNames how the system's own OpenBLAS may be called, the likeliest first
 */
record Platform(String name, List<String> files, List<String> systemNames) {
    private static final List<String> LINUX_SYSTEM = List.of("libopenblas.so.0", "libopenblas.so");
    private static final List<String> MAC_SYSTEM =
            List.of("libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib");
    private static final List<String> MAC_FILES =
            List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib");

    /** {@return the platform this JVM runs on} */
    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /** {@return the platform with these values of the properties {@code os.name} and {@code os.arch}} */
    static Platform of(String osName, String osArch) {
        String arch = osArch.toLowerCase(Locale.ROOT);
        String os = osName.toLowerCase(Locale.ROOT);
        boolean x86 = arch.equals("amd64") || arch.equals("x86_64");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (os.startsWith("linux")) {
            return linux(x86, arm, arch);
        }
        if (os.startsWith("mac")) {
            return new Platform("macosx-" + (arm ? "arm64" : "x86_64"), MAC_FILES, MAC_SYSTEM);
        }
        if (os.startsWith("windows")) {
            return new Platform(
                    "windows-" + (x86 ? "x86_64" : arch),
                    x86 ? List.of("libopenblas.dll") : List.of(),
                    List.of("libopenblas.dll", "openblas.dll"));
        }
        return new Platform(os + "-" + arch, List.of(), LINUX_SYSTEM);
    }

    private static Platform linux(boolean x86, boolean arm, String arch) {
        if (x86) {
            return new Platform(
                    "linux-x86_64",
                    List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"),
                    LINUX_SYSTEM);
        }
        if (arm) {
            return new Platform(
                    "linux-arm64", List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0"), LINUX_SYSTEM);
        }
        return new Platform("linux-" + arch, List.of(), LINUX_SYSTEM);
    }
}
