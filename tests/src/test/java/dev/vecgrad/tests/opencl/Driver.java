package dev.vecgrad.tests.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The drivers without a GPU that ops are tried on, and what each is good for. */
enum Driver {
    /** A processor's driver with a good compiler; it runs kernels with a missing barrier without a complaint. */
    POCL("/etc/OpenCL/vendors/pocl.icd"),

    /**
     * A simulator of a GPU that sees races, accesses out of bounds and wrong arguments, and writes what it sees to a log. It runs kernels as
     * they are written: it takes masks wrongly that LLVM's optimiser makes of one bit (1 where -1 is meant, and 255 where 1 is).
     */
    OCLGRIND("/usr/lib/oclgrind/liboclgrind-rt-icd.so"),

    /** Mesa's driver, strict on arguments, without float64; here it runs on the processor. */
    RUSTICL("/etc/OpenCL/vendors/rusticl.icd");

    private static final List<Path> FOLDERS = Stream.of(
                    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
            .map(Path::of)
            .toList();

    private final String vendor;

    Driver(String vendor) {
        this.vendor = vendor;
    }

    /** {@return whether this machine has it and the loader that finds it; the file that names a driver may outlive it} */
    boolean isInstalled() throws IOException {
        Path named = Path.of(vendor);
        if (!Files.exists(named) || !isLibrary("libOpenCL.so.1")) {
            return false;
        }
        return !vendor.endsWith(".icd") || isLibrary(Files.readString(named).strip());
    }

    private static boolean isLibrary(String name) {
        return FOLDERS.stream().anyMatch(folder -> Files.exists(folder.resolve(name)));
    }

    /** {@return the environment in which it is the only driver} */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(variables());
        environment.put("OCL_ICD_VENDORS", vendor);
        return environment;
    }

    private Map<String, String> variables() {
        return switch (this) {
            case POCL -> Map.of();
            case OCLGRIND ->
                Map.of(
                        "OCLGRIND_DATA_RACES", "1",
                        "OCLGRIND_CHECK_API", "1",
                        "OCLGRIND_MAX_ERRORS", "100",
                        "OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable");
            case RUSTICL -> Map.of("RUSTICL_ENABLE", "llvmpipe");
        };
    }
}
