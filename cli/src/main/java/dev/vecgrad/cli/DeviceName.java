package dev.vecgrad.cli;

import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --device}: a device that is there. */
final class DeviceName implements ITypeConverter<Device> {
    @Override
    public Device convert(String name) {
        try {
            return Device.of(name).info().device();
        } catch (DeviceException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
