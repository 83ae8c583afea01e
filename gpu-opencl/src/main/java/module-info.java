/** The OpenCL backend: GPUs, and whatever else has an OpenCL driver, as devices. */
module dev.vecgrad.opencl {
    requires transitive dev.vecgrad.runtime;
    requires static org.jspecify;

    exports dev.vecgrad.opencl;

    provides dev.vecgrad.spi.BackendSource with
            dev.vecgrad.opencl.OpenClBackends;
    provides dev.vecgrad.type.DeviceFinder with
            dev.vecgrad.opencl.OpenClFinder;
}
