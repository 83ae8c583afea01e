package dev.vecgrad.tests.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.LayerNorm;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.SGD;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What plans run for the functions that matter, as text beside this class; {@code -Dvecgrad.docs.write=true} writes the texts anew, to be
 * looked at.
 */
class PlansTest {
    private static final Path TEXTS = Path.of("src/test/resources/dev/vecgrad/tests/compile");

    private static void check(String name, int steps, Supplier<Tensor> function) throws IOException {
        Compiled compiled = Compiled.of(function);
        for (int i = 0; i < 3; i++) {
            Tensor _ = compiled.call();
        }
        String explained = compiled.explain();
        String plan = explained.substring(explained.indexOf("plan:"));
        if (Boolean.getBoolean("vecgrad.docs.write")) {
            Files.writeString(TEXTS.resolve(name + ".txt"), plan);
        }
        assertThat(compiled.steps()).as(plan).isEqualTo(steps);
        assertThat(plan).isEqualTo(known(name));
        assertThat(compiled.toDot().lines().filter(line -> line.contains("shape=box")))
                .hasSize(steps);
    }

    private static String known(String name) throws IOException {
        try (InputStream in = PlansTest.class.getResourceAsStream(name + ".txt")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    private static Tensor leaf(long... shape) {
        return Tensor.randn(shape).requiresGrad_(true);
    }

    @Test
    void polynomial() throws IOException {
        Tensor x = leaf(1000);
        check("polynomial", 1, () -> {
            x.setGrad(null);
            Tensor sum = x.pow(4)
                    .mul(2)
                    .add(x.pow(3))
                    .add(x.pow(2).mul(3))
                    .add(x.mul(5))
                    .add(1)
                    .sum();
            sum.backward();
            return sum;
        });
    }

    @Test
    void binaryCrossEntropy() throws IOException {
        Tensor z = leaf(1000);
        Tensor y = Tensor.rand(1000);
        check("binary-cross-entropy", 1, () -> {
            z.setGrad(null);
            Tensor loss = Losses.binaryCrossEntropyWithLogits(z, y);
            loss.backward();
            return loss;
        });
    }

    @Test
    void crossEntropy() throws IOException {
        Tensor z = leaf(64, 10);
        Tensor y = Tensor.randint(0, 10, new long[] {64});
        check("cross-entropy", 4, () -> {
            z.setGrad(null);
            Tensor loss = Losses.crossEntropy(z, y);
            loss.backward();
            return loss;
        });
    }

    @Test
    void layerNorm() throws IOException {
        Tensor x = leaf(32, 64);
        Tensor g = Tensor.randn(32, 64);
        LayerNorm norm = new LayerNorm(64);
        check("layer-norm", 2, () -> {
            x.setGrad(null);
            norm.zeroGrad();
            Tensor y = norm.forward(x);
            y.backward(g);
            return y;
        });
    }

    @Test
    void adam() throws IOException {
        Tensor w = leaf(500);
        Adam adam = new Adam(List.of(w));
        check("adam", 2, () -> {
            adam.zeroGrad();
            Tensor loss = w.square().mean();
            loss.backward();
            adam.step();
            return loss;
        });
    }

    private static Supplier<Tensor> mlpStep() {
        Generator.setGlobal(Generator.philox(0));
        Sequential model = new Sequential(new Linear(20, 16), new ReLU(), new Linear(16, 4));
        SGD sgd = new SGD(model.parameters(), SGD.options().lr(0.1));
        Tensor x = Tensor.randn(32, 20);
        Tensor y = Tensor.randint(0, 4, new long[] {32});
        return () -> {
            sgd.zeroGrad();
            Tensor loss = Losses.crossEntropy(model.forward(x), y);
            loss.backward();
            sgd.step();
            return loss;
        };
    }

    @Test
    void mlp() throws IOException {
        check("mlp", 15, mlpStep());
    }

    @Test
    void callsTakeNoMemoryFromTheSystem() {
        Compiled step = Compiled.of(mlpStep());
        for (int i = 0; i < 3; i++) {
            Tensor _ = step.call();
        }
        Memory.Stats known = Memory.stats();
        for (int i = 0; i < 100; i++) {
            try (Scope _ = Scope.open()) {
                Tensor _ = step.call();
            }
        }
        Memory.Stats after = Memory.stats();
        assertThat(after.systemAllocations()).isEqualTo(known.systemAllocations());
    }
}
