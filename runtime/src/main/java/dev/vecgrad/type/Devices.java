package dev.vecgrad.type;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The devices of this machine, as their finders find them. */
final class Devices {
    private Devices() {}

    static List<DeviceInfo> all() {
        List<DeviceInfo> all = new ArrayList<>();
        all.add(cpu());
        for (DeviceFinder finder : ServiceLoader.load(DeviceFinder.class, Devices.class.getClassLoader())) {
            all.addAll(finder.find());
        }
        return List.copyOf(all);
    }

    private static DeviceInfo cpu() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new DeviceInfo(
                Device.CPU,
                "the processor of this JVM, " + System.getProperty("os.arch"),
                "Java " + Runtime.version().feature(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().availableProcessors());
    }

    static DeviceInfo info(Device device) {
        List<DeviceInfo> all = device.isCpu() ? List.of(cpu()) : all();
        return all.stream()
                .filter(info -> info.device().equals(device))
                .findFirst()
                .orElseThrow(() -> new DeviceException("device: there is no " + device + " on this machine: it has "
                        + all.stream().map(info -> info.device().toString()).toList()));
    }
}
