package dev.vecgrad.type;

/**
 * What is known of a device.
 *
 * @param device by what it is chosen
 * @param name what its maker calls it
 * @param driver what runs it, with a version
 * @param memory how much of it tensors could have, in bytes
 * @param units how many parts of it compute side by side: processors, or a device's compute units
 */
public record DeviceInfo(Device device, String name, String driver, long memory, int units) {
    private static final long MIB = 1 << 20;

    /** {@return one line for people} */
    @Override
    public String toString() {
        return device + ": " + name + ", " + driver + ", " + memory / MIB + " MiB, " + units + " units";
    }
}
