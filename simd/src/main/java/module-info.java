/** The CPU backend: vector kernels made of the JDK's Vector API. */
module dev.vecgrad.simd {
    requires jdk.incubator.vector;
    requires transitive dev.vecgrad.runtime;
    requires static org.jspecify;

    exports dev.vecgrad.simd;

    provides dev.vecgrad.spi.Backend with
            dev.vecgrad.simd.SimdBackend;
    provides dev.vecgrad.spi.Gemm with
            dev.vecgrad.simd.gemm.VectorGemm;
}
