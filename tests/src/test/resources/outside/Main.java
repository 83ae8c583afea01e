package outside;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.optim.SGD;

final class Main {
    public static void main(String[] args) {
        Tensor x = Tensor.of(new float[][] {{1}, {2}, {3}, {4}});
        Tensor y = x.mul(3).sub(1);
        var model = new Linear(1, 1);
        var sgd = new SGD(model.parameters(), SGD.options().lr(0.05));
        for (int step = 0; step < 400; step++) {
            sgd.zeroGrad();
            Losses.mseLoss(model.forward(x), y).backward();
            sgd.step();
        }
        System.out.printf("weight near 3: %b%n", Math.abs(model.weight().item() - 3) < 0.05);
    }
}
