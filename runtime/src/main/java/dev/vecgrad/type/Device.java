package dev.vecgrad.type;

/**
 * A place where tensors live and ops run.
 *
 * @param type the kind of device, e.g. {@code "cpu"}
 * @param index its number among the devices of that kind
 */
public record Device(String type, int index) {
    /** The processor that runs this JVM. */
    public static final Device CPU = new Device("cpu", 0);

    /** {@return whether this is the processor that runs this JVM} */
    public boolean isCpu() {
        return equals(CPU);
    }

    /** {@return {@code cpu}, or kind and number as in {@code opencl:0}} */
    @Override
    public String toString() {
        return isCpu() ? type : type + ":" + index;
    }
}
