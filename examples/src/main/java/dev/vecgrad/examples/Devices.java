package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.exec.Products;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.type.Device;
import java.io.PrintStream;

/** What there is to compute on. */
final class Devices implements Example {
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
        out.println("Is there a GPU? No: this version computes on the processor alone.");
        out.println("The processor: " + Backends.of(Device.CPU).description() + ", " + Threads.get() + " threads");
        out.println("Matrix products: " + Products.gemm().description());
        Tensor x = Tensor.ones(2, 2);
        out.println("A new tensor lives on " + x.device());
    }
}
