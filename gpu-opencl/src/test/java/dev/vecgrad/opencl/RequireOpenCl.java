package dev.vecgrad.opencl;

import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Ends a test that needs an OpenCL device where there is none: as not run, or as failed where {@code VECGRAD_REQUIRE} names opencl. */
final class RequireOpenCl {
    private RequireOpenCl() {}

    /** {@return the first device's backend, which is there} */
    static OpenClBackend get() {
        if (OpenCl.infos().isEmpty()) {
            String message = "opencl is not on this machine: " + OpenCl.report();
            if (Arrays.asList(
                            System.getenv().getOrDefault("VECGRAD_REQUIRE", "").split(" *, *", -1))
                    .contains("opencl")) {
                Assertions.fail(message + " (VECGRAD_REQUIRE names it)");
            }
            Assumptions.abort("not run: " + message);
        }
        return (OpenClBackend) DeviceBackends.of(Device.opencl(0));
    }
}
