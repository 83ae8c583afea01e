/** All that a user of vecgrad needs, by one name: the runtime, the CPU backend, OpenBLAS and OpenCL devices. */
module dev.vecgrad {
    requires transitive dev.vecgrad.runtime;
    requires dev.vecgrad.simd;
    requires dev.vecgrad.blas;
    requires dev.vecgrad.opencl;
}
