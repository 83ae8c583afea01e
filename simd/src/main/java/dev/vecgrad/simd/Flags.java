package dev.vecgrad.simd;

import dev.vecgrad.memory.NativeAccess;
import dev.vecgrad.type.DeviceException;
import java.lang.foreign.MemorySegment;

/** The flags of the JVM without which no loop runs. */
final class Flags {
    private static final String VECTORS = "jdk.incubator.vector";

    private Flags() {}

    /**
     * Does nothing if they are set.
     *
     * @throws DeviceException if one is missing, naming it
     */
    static void require() {
        if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
            throw new DeviceException(
                    "the JDK's module " + VECTORS + " is not loaded: start Java with --add-modules=" + VECTORS);
        }
        try {
            MemorySegment _ = MemorySegment.NULL.reinterpret(1);
        } catch (IllegalCallerException e) {
            throw NativeAccess.denied(Flags.class.getModule(), e);
        }
    }
}
