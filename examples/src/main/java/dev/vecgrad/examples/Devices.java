package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.exec.Products;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.type.Device;
import java.io.PrintStream;
import java.util.List;

/** What there is to compute on. */
final class Devices implements Example {
    private static final int PARTS = 1000;

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public String summary() {
        return "the devices of this machine and where a tensor lives";
    }

    @Override
    public void run(PrintStream out) {
        out.println("The processor: " + Backends.of(Device.CPU).description() + ", " + Threads.get() + " threads");
        out.println("Matrix products: " + Products.gemm().description());
        out.println("A new tensor lives on " + Tensor.ones(2, 2).device());
        List<Device> others =
                Device.devices().stream().filter(device -> !device.isCpu()).toList();
        if (others.isEmpty()) {
            out.println("Is there another device, such as a GPU? No: there is no OpenCL device here.");
            return;
        }
        out.println("Other devices:");
        for (Device device : others) {
            out.println("  " + device.info());
            out.printf("  the area of a quarter of the unit circle, computed there: %.4f%n", quarterCircle(device));
        }
    }

    /** The function is given once. Its kernels run where the operand is, and only the last number comes back. */
    private static double quarterCircle(Device device) {
        Tensor x = Tensor.arange(PARTS).to(device).add(0.5).div(PARTS);
        Tensor height = x.square().neg().add(1).sqrt();
        return height.mean().item();
    }
}
