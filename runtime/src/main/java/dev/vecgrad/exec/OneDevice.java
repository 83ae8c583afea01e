package dev.vecgrad.exec;

import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;

/** The rule that all operands of an op are on the device on which it runs. */
public final class OneDevice {
    private OneDevice() {}

    /** Throws unless {@code storage} is on {@code device}. Devices are mostly one object, so that this is one comparison. */
    static void require(Device device, Storage storage) {
        if (storage.device() != device && !storage.device().equals(device)) {
            String op = AskingOp.name();
            throw mixed(op.isEmpty() ? "launch" : op, device, storage.device());
        }
    }

    /** {@return what to throw when operands of an op are on two devices} */
    public static DeviceException mixed(String op, Device a, Device b) {
        return new DeviceException(
                op + ": Expected all tensors to be on the same device, but found at least two devices, " + a + " and "
                        + b + ": to(device) copies a tensor to another");
    }
}
