import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;

/** What dev.vecgrad.bench.FirstGradient does, by DJL: one gradient, which it prints. */
public class FirstGradient {
    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(x.mul(x).sum());
            }
            System.out.println(Arrays.toString(x.getGradient().toFloatArray()));
        }
    }
}
