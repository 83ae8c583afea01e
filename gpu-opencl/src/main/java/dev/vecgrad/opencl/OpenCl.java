package dev.vecgrad.opencl;

import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.DeviceInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The OpenCL of this process: its functions and devices, GPUs first. Looking for devices loads the drivers, which takes half a second or
 * more, so it happens when somebody first asks for a device.
 */
final class OpenCl {
    /** The type of OpenCL devices, as in {@code opencl:0}. */
    static final String TYPE = "opencl";

    private final Cl cl;
    private final List<ClDevice> devices;

    private OpenCl(Cl cl, List<ClDevice> devices) {
        this.cl = cl;
        this.devices = devices;
    }

    /** What was found, once for all. */
    private static final class Found {
        static final Library LIBRARY = Library.find(System.getProperty(Library.PROPERTY));
        static final Optional<OpenCl> OPENCL =
                LIBRARY instanceof Library.Opened opened ? Optional.of(find(opened.symbols())) : Optional.empty();
    }

    /** Not in {@link Found}, which the driver's thread would wait for. */
    private static OpenCl find(SymbolLookup symbols) {
        return DriverThread.call(() -> search(new Cl(symbols)));
    }

    private static OpenCl search(Cl cl) {
        List<ClDevice> all = new ArrayList<>();
        for (MemorySegment platform : cl.platforms()) {
            for (MemorySegment device : cl.devices(platform)) {
                all.add(ClDevice.of(cl, platform, device));
            }
        }
        all.sort(Comparator.comparing(device -> !device.gpu()));
        return new OpenCl(cl, List.copyOf(all));
    }

    /** {@return what is known of the devices, by number; empty without OpenCL} */
    static List<DeviceInfo> infos() {
        return Found.OPENCL.map(OpenCl::describe).orElse(List.of());
    }

    private List<DeviceInfo> describe() {
        return IntStream.range(0, devices.size()).mapToObj(this::info).toList();
    }

    private DeviceInfo info(int number) {
        ClDevice device = devices.get(number);
        return new DeviceInfo(
                Device.opencl(number),
                device.name(),
                device.platform() + " " + device.driver(),
                device.memory(),
                device.units());
    }

    /** {@return a sentence: what was found, or why nothing was} */
    static String report() {
        return switch (Found.LIBRARY) {
            case Library.Missing(String reason) -> reason;
            case Library.Opened(var _, String name) -> {
                int count = infos().size();
                yield count == 0
                        ? name + " knows no device: a driver is missing (pocl-opencl-icd runs on every processor)"
                        : count + " of OpenCL by " + name;
            }
        };
    }

    /**
     * {@return the backend of a device, new}
     *
     * @throws DeviceException if there is no such device
     */
    static OpenClBackend open(Device device) {
        OpenCl found = Found.OPENCL.orElseThrow(() -> new DeviceException(device + ": " + report()));
        if (device.index() < 0 || device.index() >= found.devices.size()) {
            throw new DeviceException(device + ": there is no such device: " + report());
        }
        ClDevice opened = found.devices.get(device.index());
        return DriverThread.call(() -> new OpenClBackend(device, found.cl, opened));
    }
}
