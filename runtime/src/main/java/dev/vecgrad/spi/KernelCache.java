package dev.vecgrad.spi;

import dev.vecgrad.ir.KernelSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The kernels of a backend by what they compute; of too many the one that was asked for longest ago is forgotten. Thread safe. */
public final class KernelCache {
    private static final int MOST = 4096;

    private final Function<KernelSpec, Kernel> compiler;
    private final Map<KernelSpec, Kernel> kernels = new LinkedHashMap<>(256, 0.75f, true);

    /** A cache of what {@code compiler} makes. */
    public KernelCache(Function<KernelSpec, Kernel> compiler) {
        this.compiler = compiler;
    }

    /** {@return the kernel of {@code spec}, the same object as long as it is not forgotten} */
    public synchronized Kernel get(KernelSpec spec) {
        Kernel known = kernels.get(spec);
        return known != null ? known : put(spec);
    }

    private Kernel put(KernelSpec spec) {
        Kernel kernel = compiler.apply(spec);
        kernels.put(spec, kernel);
        if (kernels.size() > MOST) {
            kernels.remove(kernels.keySet().iterator().next());
        }
        return kernel;
    }
}
