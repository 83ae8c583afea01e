package dev.vecgrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Variable;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.optim.AdamW;
import dev.vecgrad.optim.LBFGS;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** All that examples train goes through the same losses, to the bit, whether a step is compiled or not. */
class CompiledExamplesTest {
    private static final int STEPS = 8;

    /** Makes of a step what is called in its place. */
    private interface Calling extends UnaryOperator<Supplier<Tensor>> {}

    /** Does a training twice from the same start. */
    private static void compare(Function<Calling, List<Double>> training) {
        List<Double> eager = training.apply(step -> step);
        List<Compiled> functions = new ArrayList<>();
        List<Double> compiled = training.apply(step -> {
            functions.add(Compiled.of(step));
            return functions.getLast()::call;
        });
        assertThat(eager).hasSizeGreaterThan(2);
        assertThat(eager.getLast()).isLessThan(eager.getFirst());
        assertThat(compiled).isEqualTo(eager);
        assertThat(functions.getFirst().plans()).isLessThan(3);
    }

    /** {@return the losses of some steps} */
    private static List<Double> losses(Supplier<Tensor> step) {
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            losses.add(step.get().item());
        }
        return losses;
    }

    private static Generator random() {
        return Generator.philox(3);
    }

    @Test
    void lecture() {
        compare(calling -> {
            Generator random = random();
            Tensor x = Tensor.ones(5);
            Tensor y = Tensor.zeros(3);
            Tensor w = Tensor.randn(new long[] {5, 3}, DType.FLOAT32, random).requiresGrad_(true);
            Tensor b = Tensor.randn(new long[] {3}, DType.FLOAT32, random).requiresGrad_(true);
            return losses(calling.apply(() -> {
                w.setGrad(null);
                b.setGrad(null);
                Tensor loss = Losses.binaryCrossEntropyWithLogits(x.matmul(w).add(b), y);
                loss.backward();
                Lecture.update(w, b);
                return loss.detach();
            }));
        });
    }

    @Test
    void logisticRegressionByDescent() {
        compare(calling -> {
            Tensor x = Tensor.randn(new long[] {50, 4}, DType.FLOAT32, random());
            Tensor y = x.select(1, 2).gt(0).to(DType.FLOAT32);
            Linear linear = new Linear(4, 1, Linear.options().generator(random()));
            return losses(calling.apply(() -> {
                Tensor loss =
                        LogisticRegression.backward(linear, linear.forward(x).squeeze(1), y);
                LogisticRegression.update(linear);
                return loss.detach();
            }));
        });
    }

    @Test
    void logisticRegressionByTheClassicalSolver() {
        compare(calling -> {
            Tensor x = Tensor.randn(new long[] {50, 4}, DType.FLOAT64, random());
            Tensor y = x.select(1, 2).gt(0).to(DType.FLOAT64);
            Tensor w = Tensor.zeros(new long[] {4}, DType.FLOAT64).requiresGrad_(true);
            Tensor b = Tensor.scalar(0, DType.FLOAT64).requiresGrad_(true);
            LBFGS solver =
                    new LBFGS(List.of(w, b), LBFGS.options().maxIter(STEPS).lineSearch(LBFGS.LineSearch.STRONG_WOLFE));
            Supplier<Tensor> objective = calling.apply(() -> LogisticRegression.objective(w, b, x, y));
            List<Double> values = new ArrayList<>();
            Tensor _ = solver.step(() -> {
                Tensor value = objective.get();
                values.add(value.item());
                return value;
            });
            return values;
        });
    }

    @Test
    void tape() {
        compare(calling -> {
            Variable x = new Variable(3.0);
            SGD descent = new SGD(List.of(x), SGD.options().lr(0.1));
            return losses(calling.apply(() -> TapeExample.handOver(x, descent).getFirst()));
        });
        compare(calling -> {
            Tensor x = Tensor.of(3.0).requiresGrad_(true);
            SGD descent = new SGD(List.of(x), SGD.options().lr(0.1));
            return losses(calling.apply(() -> TapeExample.store(x, descent).detach()));
        });
    }

    @Test
    void transformer() {
        Generator before = Generator.global();
        try {
            compare(calling -> {
                Generator.setGlobal(random());
                CharacterModel model = new CharacterModel(7, 6, 8, 2, 2);
                AdamW optimizer = new AdamW(model.parameters(), AdamW.options().lr(3e-3));
                Tensor pieces = Tensor.randint(0, 7, new long[] {4, 7}, DType.INT64, random());
                return losses(calling.apply(
                        () -> Transformer.step(model, optimizer, pieces).detach()));
            });
        } finally {
            Generator.setGlobal(before);
        }
    }
}
