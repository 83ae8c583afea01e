package dev.vecgrad.opencl;

import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.BackendSource;
import dev.vecgrad.type.Device;

/** The backends of OpenCL devices. */
public final class OpenClBackends implements BackendSource {
    /** Found by ServiceLoader. */
    public OpenClBackends() {}

    @Override
    public String type() {
        return OpenCl.TYPE;
    }

    @Override
    public Backend backend(Device device) {
        return OpenCl.open(device);
    }
}
