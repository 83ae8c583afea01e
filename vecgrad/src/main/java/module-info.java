/** All that a user of vecgrad needs, by one name: the runtime, the CPU backend and OpenBLAS. */
module dev.vecgrad {
    requires transitive dev.vecgrad.runtime;
    requires dev.vecgrad.simd;
    requires dev.vecgrad.blas;
}
