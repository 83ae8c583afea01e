package dev.vecgrad.tests;

import dev.vecgrad.simd.SimdBackend;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.Device;

/** The simd backend with something besides, for tests. Only {@code -Dvecgrad.backend} with its name takes it. */
public abstract class BackendByName implements Backend {
    private final Backend simd = new SimdBackend();
    private final String name;
    private final String besides;

    /** A backend whose description goes on with {@code besides}. */
    protected BackendByName(String name, String besides) {
        this.name = name;
        this.besides = besides;
    }

    /** {@return the simd backend} */
    protected final Backend simd() {
        return simd;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Device device() {
        return Device.CPU;
    }

    @Override
    public final int priority() {
        return -1;
    }

    @Override
    public final String description() {
        return simd.description() + besides;
    }

    @Override
    public final DeviceAllocator allocator() {
        return simd.allocator();
    }
}
