package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.nn.Dropouts;
import dev.vecgrad.nn.LayerNorm;
import dev.vecgrad.nn.Norms;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of columns that follow a kernel of rows row by row have the bits of those that run after it. */
class ColumnsBehindRowsTest {
    private static final String JOINED = "along its rows then outer";

    @BeforeEach
    void seed() {
        Generator.setGlobal(Generator.philox(5));
    }

    private static void check(int joined, List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> function) {
        Compiled compiled = Compiled.ofMany(function);
        List<Tensor> expected = function.apply(arguments);
        int threads = Threads.get();
        try {
            for (int n = 1; n <= 2; n++) {
                Threads.set(n);
                List<Tensor> found = compiled.callMany(arguments);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i).equal(expected.get(i)))
                            .as("result %d on %d threads", i, n)
                            .isTrue();
                }
            }
        } finally {
            Threads.set(threads);
        }
        String explained = compiled.explain();
        assertThat(explained.split(JOINED, -1)).as(explained).hasSize(joined + 1);
        assertThat(compiled.toDot().contains(", along its rows then outer kernel"))
                .isEqualTo(joined > 0);
    }

    private static List<Tensor> normWithGradients(List<Tensor> in) {
        List<Tensor> leaves = in.subList(0, 3).stream()
                .map(t -> t.detach().requiresGrad_(true))
                .toList();
        long width = in.getFirst().size(1);
        Tensor y = Norms.layerNorm(leaves.get(0), Shape.of(width), leaves.get(1), leaves.get(2), 1e-5);
        List<Tensor> gradients = Autograd.grad(List.of(y), leaves, List.of(in.get(3)), GradOptions.DEFAULT);
        return List.of(y, gradients.get(0), gradients.get(1), gradients.get(2));
    }

    private static List<Tensor> operands(long rows, long width, DType dtype) {
        return List.of(
                Tensor.randn(rows, width).to(dtype),
                Tensor.randn(width).to(dtype),
                Tensor.randn(width).to(dtype),
                Tensor.randn(rows, width).to(dtype));
    }

    @ParameterizedTest
    @CsvSource({"4100,520,FLOAT32", "4096,1024,FLOAT32", "2049,1030,FLOAT32", "1100,1000,FLOAT64", "9000,120,FLOAT32"})
    void gradientsOfANormOfManyRows(long rows, long width, DType dtype) {
        check(1, operands(rows, width, dtype), ColumnsBehindRowsTest::normWithGradients);
    }

    @Test
    void aSmallMatrixStaysInCache() {
        check(0, operands(500, 1000, DType.FLOAT32), ColumnsBehindRowsTest::normWithGradients);
    }

    @Test
    void sumsOfTheRowsOfAnotherMatrixRunAfter() {
        Tensor x = Tensor.randn(1100, 1000);
        check(0, List.of(x), in -> {
            Tensor softmax = in.getFirst().softmax(1);
            return List.of(softmax, softmax.narrow(0, 50, 1000).sum(0));
        });
    }

    @Test
    void sumsOfWhatTheRowsBecome() {
        Tensor x = Tensor.randn(2100, 1000);
        check(1, List.of(x), in -> {
            Tensor softmax = in.getFirst().softmax(1);
            return List.of(softmax, softmax.mul(in.getFirst()).sum(0));
        });
    }

    @Test
    void sumsOfRowsThatWereTurnedRunAfter() {
        Tensor x = Tensor.randn(1100, 1100);
        check(0, List.of(x), in -> {
            Tensor softmax = in.getFirst().softmax(1);
            return List.of(softmax, softmax.t().mul(in.getFirst()).sum(0));
        });
    }

    /** A mask of dropout in the rows' kernel, steps of an optimiser in the columns' one. */
    private static final class Norming {
        private final LayerNorm norm = new LayerNorm(1000);
        private final SGD sgd = new SGD(norm.parameters(), SGD.options().lr(0.1));
        private final Tensor x = Tensor.randn(2100, 1000);

        Tensor step() {
            sgd.zeroGrad();
            Tensor y = norm.forward(Dropouts.dropout(x, 0.3, true));
            y.backward(x);
            sgd.step();
            return y.detach();
        }
    }

    @Test
    void numbersOfBothKernelsAreReadAtEachCall() {
        Generator eagers = Generator.philox(8);
        Generator compileds = Generator.philox(8);
        Generator.setGlobal(eagers);
        Norming eager = new Norming();
        Generator.setGlobal(compileds);
        Norming other = new Norming();
        Compiled compiled = Compiled.of(other::step);
        for (double lr : new double[] {0.1, 0.01, 0.5}) {
            eager.sgd.groups().getFirst().setNumber("lr", lr);
            other.sgd.groups().getFirst().setNumber("lr", lr);
            Generator.setGlobal(eagers);
            Tensor expected = eager.step();
            Generator.setGlobal(compileds);
            assertThat(compiled.call().equal(expected)).isTrue();
            for (int i = 0; i < 2; i++) {
                Tensor parameter = other.norm.parameters().get(i);
                assertThat(parameter.equal(eager.norm.parameters().get(i))).isTrue();
            }
        }
        assertThat(compiled.explain()).contains(JOINED);
    }
}
