package dev.vecgrad.bench;

import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceException;

/**
 * How a run of the benchmark does its work.
 *
 * @param engine who does the work
 * @param mode how the work is run
 * @param scoping who gives back the memory of a step
 * @param device where the tensors live
 * @param threads that compute together
 */
public record Setting(Engine engine, Mode mode, Scoping scoping, Device device, int threads) {
    /**
     * A setting.
     *
     * @throws IllegalArgumentException if there are no threads
     */
    public Setting {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads must be positive, but is " + threads);
        }
    }

    /** {@return vecgrad, eager, on the processor, a scope for each step} */
    public static Setting ofThreads(int threads) {
        return new Setting(Engine.VECGRAD, Mode.EAGER, Scoping.STEP, Device.CPU, threads);
    }

    /**
     * {@return the device of this name}
     *
     * @throws DeviceException if this machine has none; the message says which it has
     */
    public static Device device(String name) {
        return Device.of(name).info().device();
    }

    /** {@return under what its results are listed} */
    Label label() {
        return new Label(engine.toString(), mode.toString(), scoping.toString(), threads, device.toString());
    }
}
