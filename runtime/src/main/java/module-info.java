/** Tensors that train: what a user sees, and everything that knows no device. */
module dev.vecgrad.runtime {
    requires jdk.jfr;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.vecgrad;
    exports dev.vecgrad.autograd;
    exports dev.vecgrad.compile;
    exports dev.vecgrad.core;
    exports dev.vecgrad.data;
    exports dev.vecgrad.exec;
    exports dev.vecgrad.io;
    exports dev.vecgrad.ir;
    exports dev.vecgrad.memory;
    exports dev.vecgrad.nn;
    exports dev.vecgrad.ops;
    exports dev.vecgrad.optim;
    exports dev.vecgrad.spi;
    exports dev.vecgrad.type;

    uses dev.vecgrad.spi.Backend;
    uses dev.vecgrad.spi.BackendSource;
    uses dev.vecgrad.spi.Gemm;
    uses dev.vecgrad.type.DeviceFinder;

    provides dev.vecgrad.spi.Backend with
            dev.vecgrad.spi.ReferenceBackend;
}
