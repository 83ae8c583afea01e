import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** What dev.vecgrad.bench.PeakMemory does, by DJL: steps of a perceptron 784-256-128-10 with batches of 1024, as many as its argument says. */
public class PeakMemory {
    public static void main(String[] args) {
        SequentialBlock block = new SequentialBlock()
                .add(Linear.builder().setUnits(256).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(128).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build());
        try (Model model = Model.newInstance("perceptron")) {
            model.setBlock(block);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1024, 784));
                NDManager manager = trainer.getManager();
                NDArray x = manager.randomNormal(new Shape(1024, 784));
                NDArray y = manager.arange(1024).mod(10);
                for (int i = Integer.parseInt(args[0]); i > 0; i--) {
                    step(trainer, x, y);
                }
                System.out.println(step(trainer, x, y));
            }
        }
    }

    /** What a step makes belongs to the manager of its data, so for the step that is one of its own, as DJL's batches have. */
    private static float step(Trainer trainer, NDArray x, NDArray y) {
        try (NDManager ofStep = trainer.getManager().newSubManager()) {
            ofStep.tempAttachAll(x, y);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList predicted = trainer.forward(new NDList(x));
                NDArray loss = trainer.getLoss().evaluate(new NDList(y), predicted);
                collector.backward(loss);
                trainer.step();
                return loss.getFloat();
            }
        }
    }
}
