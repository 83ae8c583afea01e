package dev.vecgrad.spi;

import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** The backends of devices other than the processor, each made when its device is first used. */
public final class DeviceBackends {
    private static final Map<Device, Backend> USED = new ConcurrentHashMap<>();

    private DeviceBackends() {}

    /**
     * {@return the backend of a device}
     *
     * @throws DeviceException if there is no such device
     */
    public static Backend of(Device device) {
        Backend known = USED.get(device);
        return known != null ? known : USED.computeIfAbsent(device, DeviceBackends::find);
    }

    private static Backend find(Device device) {
        for (BackendSource source : ServiceLoader.load(BackendSource.class, DeviceBackends.class.getClassLoader())) {
            if (source.type().equals(device.type())) {
                return source.backend(device);
            }
        }
        throw new DeviceException("no backend runs on " + device + ": none on the class path or module path serves '"
                + device.type() + "' devices");
    }
}
