package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.spi.Gemm;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenBlasTest {
    @Test
    void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Gemm.class)).anyMatch(OpenBlas.class::isInstance);
    }

    @Test
    void descriptionSaysVersionCoreAndSource() {
        assertThat(RequireOpenBlas.get().description())
                .startsWith("OpenBLAS 0.")
                .contains(", core ", ", from ");
    }
}
