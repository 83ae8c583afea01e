package dev.vecgrad.opencl;

import dev.vecgrad.type.DeviceFinder;
import dev.vecgrad.type.DeviceInfo;
import java.util.List;

/** Finds OpenCL devices. */
public final class OpenClFinder implements DeviceFinder {
    /** Found by ServiceLoader. */
    public OpenClFinder() {}

    @Override
    public String type() {
        return OpenCl.TYPE;
    }

    @Override
    public List<DeviceInfo> find() {
        return OpenCl.infos();
    }

    @Override
    public String report() {
        return OpenCl.report();
    }
}
