package dev.vecgrad.blas;

import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Ends a test that needs OpenBLAS where there is none: as not run, or as failed where {@code VECGRAD_REQUIRE} names openblas. */
public final class RequireOpenBlas {
    private RequireOpenBlas() {}

    /** {@return OpenBLAS, which is there} */
    public static OpenBlas get() {
        OpenBlas blas = new OpenBlas();
        if (!blas.isAvailable()) {
            String message = "openblas is not on this machine: " + blas.description();
            if (Arrays.asList(
                            System.getenv().getOrDefault("VECGRAD_REQUIRE", "").split(" *, *", -1))
                    .contains("openblas")) {
                Assertions.fail(message + " (VECGRAD_REQUIRE names it)");
            }
            Assumptions.abort("not run: " + message);
        }
        return blas;
    }
}
