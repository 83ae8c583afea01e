package dev.vecgrad.memory;

import dev.vecgrad.type.DeviceException;
import java.lang.foreign.MemorySegment;

/**
 * The JVM's leave to use native memory and code. JDK 25 grants it with a warning unless {@code --illegal-native-access=deny} is
 * given, which a later release will do by itself.
 */
public final class NativeAccess {
    private static volatile boolean granted;

    private NativeAccess() {}

    /**
     * Does nothing if the runtime has native access.
     *
     * @throws DeviceException if not, naming the flag
     */
    static void require() {
        if (granted) {
            return;
        }
        try {
            MemorySegment _ = MemorySegment.NULL.reinterpret(1);
        } catch (IllegalCallerException e) {
            throw denied(NativeAccess.class.getModule(), e);
        }
        granted = true;
    }

    /** {@return what to throw when the JVM denied native access to one of vecgrad's modules: one sentence with the flag} */
    public static DeviceException denied(Module module, IllegalCallerException cause) {
        String flag = module.isNamed()
                ? "--enable-native-access=dev.vecgrad.runtime,dev.vecgrad.simd,dev.vecgrad.blas,dev.vecgrad.opencl"
                : "--enable-native-access=ALL-UNNAMED";
        String whom = module.isNamed() ? "the module " + module.getName() : "the class path";
        return new DeviceException("native access is off for " + whom + ": start Java with " + flag, cause);
    }
}
