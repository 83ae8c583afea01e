package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A step of this library. On another device than the processor it ends with a read of one element of the result, which waits until the device has done its work.
 *
 * @param work makes the result
 * @param leaves whose gradients it computes
 */
record TensorStep(Supplier<Tensor> work, List<Tensor> leaves) implements Step {
    /** A step without gradients. */
    TensorStep(Supplier<Tensor> work) {
        this(work, List.of());
    }

    @Override
    public Step in(Mode mode) {
        return switch (mode) {
            case EAGER -> this;
            case COMPILED -> {
                Compiled compiled = Compiled.of(work);
                yield new TensorStep(compiled::call, leaves);
            }
        };
    }

    @Override
    public void run() {
        Tensor result = work.get();
        if (!result.device().isCpu()) {
            double _ = result.detach().reshape(-1).select(0, 0).item();
        }
    }

    @Override
    public Outcome outcome() {
        Tensor result = work.get().detach().to(Device.CPU);
        return new Outcome(result.to(DType.FLOAT64).abs().mean().item(), gradient());
    }

    private double gradient() {
        double squares = 0;
        long numel = 0;
        for (Tensor leaf : leaves) {
            Tensor grad = Objects.requireNonNull(leaf.grad()).to(Device.CPU).to(DType.FLOAT64);
            squares += grad.mul(grad).sum().item();
            numel += grad.numel();
        }
        return Math.sqrt(squares / numel);
    }
}
