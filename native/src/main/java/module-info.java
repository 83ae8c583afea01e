/** Finding and loading native libraries, and OpenBLAS behind the runtime's interface for matrix products. */
module dev.vecgrad.blas {
    requires transitive dev.vecgrad.runtime;
    requires static org.jspecify;

    exports dev.vecgrad.blas;

    provides dev.vecgrad.spi.Gemm with
            dev.vecgrad.blas.OpenBlas;
}
