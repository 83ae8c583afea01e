package dev.vecgrad.simd;

import dev.vecgrad.type.KernelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loops that exist, by what they compute. Bounded: the loop that was asked for longest ago is forgotten, and its class
 * is unloaded when no kernel holds it.
 */
final class Loops {
    private static final int MOST = 4096;
    private static final @Nullable String DUMP = System.getProperty("vecgrad.kernels.dump");

    private static final Map<LoopSpec, Loop> KNOWN = new LinkedHashMap<>(256, 0.75f, true);
    private static int made;

    private Loops() {}

    /** {@return the loop that runs {@code spec}} */
    static Loop of(LoopSpec spec) {
        synchronized (KNOWN) {
            Loop known = KNOWN.get(spec);
            return known != null ? known : put(spec);
        }
    }

    /** {@return how many loops were made, a class each} */
    static int made() {
        synchronized (KNOWN) {
            return made;
        }
    }

    private static Loop put(LoopSpec spec) {
        Loop loop = define(spec);
        KNOWN.put(spec, loop);
        if (KNOWN.size() > MOST) {
            KNOWN.remove(KNOWN.keySet().iterator().next());
        }
        return loop;
    }

    private static Loop define(LoopSpec spec) {
        String name = "Loop" + made++;
        byte[] bytes = LoopClass.bytes(spec, name);
        if (DUMP != null) {
            dump(Path.of(DUMP, name + ".class"), bytes);
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Loop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new KernelException("a generated loop could not be defined: " + spec, e);
        }
    }

    private static void dump(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
