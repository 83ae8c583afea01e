package dev.vecgrad.opencl;

import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Ends a test that needs an OpenCL device where there is none: as not run, or as failed where {@code VECGRAD_REQUIRE} names opencl. */
final class RequireOpenCl {
    private RequireOpenCl() {}

    /** {@return the first device's backend, which is there} */
    static OpenClBackend get() {
        require(!OpenCl.infos().isEmpty(), OpenCl.report());
        return (OpenClBackend) DeviceBackends.of(Device.opencl(0));
    }

    /** Goes on if a driver's file is there. */
    static void installed(Path driver, String cure) {
        require(Files.exists(driver), cure);
    }

    private static void require(boolean present, String cure) {
        if (present) {
            return;
        }
        String message = "opencl is not on this machine: " + cure;
        String required = System.getenv().getOrDefault("VECGRAD_REQUIRE", "");
        if (Arrays.asList(required.split(" *, *", -1)).contains("opencl")) {
            Assertions.fail(message + " (VECGRAD_REQUIRE names it)");
        }
        Assumptions.abort("not run: " + message);
    }
}
