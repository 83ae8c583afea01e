package dev.vecgrad.type;

import java.util.List;

/**
 * A place where tensors live and ops run.
 *
 * <p>Tensors are made on the default device, which is the processor unless the property {@code vecgrad.device}, else the environment
 * variable {@code VECGRAD_DEVICE}, else {@link #setDefault} names another.
 *
 * @param type the kind of device, e.g. {@code "cpu"}
 * @param index its number among the devices of that kind
 */
public record Device(String type, int index) {
    /** The processor that runs this JVM. */
    public static final Device CPU = new Device("cpu", 0);

    private static final String OPENCL = "opencl";

    /** {@return OpenCL device {@code index}; whether there is one shows when a tensor goes there} */
    public static Device opencl(int index) {
        return new Device(OPENCL, index);
    }

    /**
     * {@return the device that {@link #toString} writes like this; without a number the first of its kind}
     *
     * @throws DeviceException if the text is none of {@code cpu}, {@code opencl}, {@code opencl:1}, ...
     */
    public static Device of(String text) {
        String[] parts = text.strip().split(":", 2);
        boolean numbered = parts.length == 2;
        if (parts[0].isEmpty() || numbered && !parts[1].matches("\\d{1,4}")) {
            throw new DeviceException("device: '" + text + "' names no device: cpu, opencl or opencl:1 would");
        }
        Device device = new Device(parts[0], numbered ? Integer.parseInt(parts[1]) : 0);
        return device.isCpu() ? CPU : device;
    }

    /** {@return all devices of this machine, the processor first} */
    public static List<Device> devices() {
        return Devices.all().stream().map(DeviceInfo::device).toList();
    }

    /**
     * {@return what is known of this device}
     *
     * @throws DeviceException if this machine has no such device; the message says which it has
     */
    public DeviceInfo info() {
        return Devices.info(this);
    }

    /** {@return where tensors are made when nothing else is said} */
    public static Device getDefault() {
        return DefaultDevice.get();
    }

    /**
     * Says where tensors are made from now on, on all threads, when nothing else is said.
     *
     * @throws DeviceException if this machine has no such device
     */
    public static void setDefault(Device device) {
        DefaultDevice.set(device.info().device());
    }

    /** {@return whether this is the processor that runs this JVM} */
    public boolean isCpu() {
        return equals(CPU);
    }

    /* Written out, as the methods that a record gets are slow until they are compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Device that && index == that.index && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + index;
    }

    /** {@return {@code cpu}, or kind and number as in {@code opencl:0}} */
    @Override
    public String toString() {
        return isCpu() ? type : type + ":" + index;
    }
}
