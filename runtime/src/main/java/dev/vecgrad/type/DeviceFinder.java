package dev.vecgrad.type;

import java.util.List;

/**
 * Finds the devices of one type. Implementations are found with ServiceLoader; they look for devices when they are first asked, not when
 * they are made.
 */
public interface DeviceFinder {
    /** {@return the type of its devices, e.g. {@code "opencl"}} */
    String type();

    /** {@return its devices, in the order of their numbers; empty where there are none} */
    List<DeviceInfo> find();

    /** {@return one sentence for people: what was found, or why nothing was} */
    String report();
}
