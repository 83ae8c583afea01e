package dev.vecgrad.spi;

import dev.vecgrad.type.Device;

/**
 * The backends of all devices of one type, where a {@link Backend} serves one device that every machine has. Implementations are thread
 * safe, found with ServiceLoader, and touch no device before they are asked for one.
 */
public interface BackendSource {
    /** {@return the type of the devices it serves, e.g. {@code "opencl"}} */
    String type();

    /**
     * {@return the backend of a device of its type}
     *
     * @throws dev.vecgrad.type.DeviceException if there is no such device; the message says why
     */
    Backend backend(Device device);
}
