package dev.vecgrad.exec;

import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The backends found on the module path or class path, one for each device. Of those that run on the processor it is the one that {@code
 * -Dvecgrad.backend} names, else the one of highest priority.
 */
public final class Backends {
    private static final String PROPERTY = "vecgrad.backend";
    private static final Map<Device, Backend> CHOSEN = new ConcurrentHashMap<>();

    private Backends() {}

    /**
     * {@return the backend that runs ops on {@code device}}
     *
     * @throws DeviceException if there is none, or the one asked for by the property is not there
     */
    public static Backend of(Device device) {
        Backend known = CHOSEN.get(device);
        return known != null ? known : CHOSEN.computeIfAbsent(device, Backends::choose);
    }

    /** {@return whether no kernel of a backend in use is being made faster} */
    public static boolean areSettled() {
        return CHOSEN.values().stream().allMatch(Backend::isSettled);
    }

    private static Backend choose(Device device) {
        Backend chosen = device.isCpu() ? chooseForProcessor() : DeviceBackends.of(device);
        return Profiler.isInstalled() ? new ProfiledBackend(chosen) : chosen;
    }

    private static Backend chooseForProcessor() {
        List<Backend> all = find(Device.CPU);
        String asked = System.getProperty(PROPERTY);
        return asked != null ? named(all, asked) : best(all, Device.CPU);
    }

    private static Backend named(List<Backend> all, String name) {
        return all.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DeviceException("-D" + PROPERTY + "=" + name + ": no such backend; found "
                        + all.stream().map(Backend::name).toList()));
    }

    private static Backend best(List<Backend> all, Device device) {
        return all.stream()
                .filter(b -> b.priority() >= 0)
                .max(Comparator.comparingInt(Backend::priority))
                .orElseThrow(() -> new DeviceException("no backend runs on " + device
                        + ": add dev.vecgrad:vecgrad to the dependencies, and " + flags()));
    }

    private static String flags() {
        return "start Java with --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
                + " if vecgrad is on the class path";
    }

    private static List<Backend> find(Device device) {
        List<Backend> found = new ArrayList<>();
        var iterator = ServiceLoader.load(Backend.class, Backends.class.getClassLoader())
                .iterator();
        for (@Nullable Backend next = next(iterator); next != null; next = next(iterator)) {
            if (next.device().equals(device)) {
                found.add(next);
            }
        }
        return found;
    }

    private static @Nullable Backend next(java.util.Iterator<Backend> iterator) {
        try {
            return iterator.hasNext() ? iterator.next() : null;
        } catch (ServiceConfigurationError | NoClassDefFoundError e) {
            if (e.getCause() instanceof DeviceException told) {
                throw told;
            }
            throw new DeviceException("a backend could not be loaded (" + e + "): " + flags(), e);
        }
    }
}
