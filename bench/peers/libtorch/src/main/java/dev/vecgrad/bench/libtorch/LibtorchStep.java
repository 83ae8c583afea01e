package dev.vecgrad.bench.libtorch;

import dev.vecgrad.bench.Outcome;
import dev.vecgrad.bench.Step;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A step whose temporaries go at its end.
 *
 * @param work makes the result
 * @param leaves whose gradients it computes
 */
record LibtorchStep(Supplier<Tensor> work, List<Tensor> leaves) implements Step {
    @Override
    public void run() {
        try (PointerScope _ = new PointerScope()) {
            Tensor _ = work.get();
        }
    }

    @Override
    public Outcome outcome() {
        try (PointerScope _ = new PointerScope()) {
            Tensor result = work.get().detach().to(ScalarType.Double);
            return new Outcome(result.abs().mean().item_double(), gradient());
        }
    }

    private double gradient() {
        double squares = 0;
        long numel = 0;
        for (Tensor leaf : leaves) {
            Tensor grad = leaf.grad().to(ScalarType.Double);
            squares += grad.mul(grad).sum().item_double();
            numel += grad.numel();
        }
        return Math.sqrt(squares / numel);
    }
}
