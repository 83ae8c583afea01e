package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A map that runs on the panels of a product has the bits of one that runs after the product. */
class EpiloguesTest {
    private static final String JOINED = "its panels then map";

    @BeforeEach
    void seed() {
        Generator.setGlobal(Generator.philox(3));
    }

    private static void check(int joined, List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> function) {
        String explained = sameBits(arguments, function);
        assertThat(explained.split(JOINED, -1)).as(explained).hasSize(joined + 1);
    }

    private static String sameBits(List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> function) {
        Compiled compiled = Compiled.ofMany(function);
        for (int call = 0; call < 3; call++) {
            List<Tensor> expected = function.apply(arguments);
            List<Tensor> found = compiled.callMany(arguments);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).equal(expected.get(i)))
                        .as("result %d", i)
                        .isTrue();
            }
        }
        return compiled.explain();
    }

    /** How large ones are cut depends on the library. */
    @ParameterizedTest
    @CsvSource({
        "128,784,256,FLOAT32",
        "600,50,70,FLOAT32",
        "600,50,70,FLOAT64",
        "1024,256,256,FLOAT32",
        "513,300,1030,FLOAT32",
        "40,64,5000,FLOAT32"
    })
    void ofAnySizeHasTheSameBits(long m, long k, long n, DType dtype) {
        Tensor x = Tensor.randn(m, k).to(dtype);
        Tensor weight = Tensor.randn(n, k).to(dtype);
        Tensor bias = Tensor.randn(n).to(dtype);
        String _ = sameBits(List.of(x, weight, bias), EpiloguesTest::layer);
    }

    @Test
    void aBiasAndAnActivation() {
        check(1, List.of(Tensor.randn(60, 20), Tensor.randn(30, 20), Tensor.randn(30)), EpiloguesTest::layer);
    }

    private static List<Tensor> layer(List<Tensor> in) {
        return List.of(in.get(0).matmul(in.get(1).t()).add(in.get(2)).relu());
    }

    @Test
    void theGradientOfAnActivation() {
        Tensor x = Tensor.randn(30, 80);
        Tensor first = Tensor.randn(120, 80).requiresGrad_(true);
        Tensor second = Tensor.randn(90, 120).requiresGrad_(true);
        check(2, List.of(x), in -> {
            Tensor sum = in.get(0).matmul(first.t()).tanh().matmul(second.t()).sum();
            return Autograd.grad(sum, List.of(first, second));
        });
    }

    @Test
    void aProductThatOthersNeed() {
        check(1, List.of(Tensor.randn(30, 64), Tensor.randn(64, 200)), in -> {
            Tensor product = in.get(0).matmul(in.get(1));
            return List.of(product, product.sigmoid(), product.sum(0));
        });
    }

    @Test
    void factorsOfRowsAndResultsOfOtherDtypes() {
        check(1, List.of(Tensor.randn(30, 64), Tensor.randn(64, 200), Tensor.randn(30, 1)), in -> {
            Tensor product = in.get(0).matmul(in.get(1));
            return List.of(product.mul(in.get(2)), product.gt(0), product.to(DType.FLOAT64));
        });
    }

    @Test
    void aResultThatIsWrittenOverAFactor() {
        check(0, List.of(Tensor.randn(50, 50), Tensor.randn(50, 50)), in -> {
            Tensor left = in.get(0).clone();
            left.copy_(left.matmul(in.get(1)).relu());
            return List.of(left);
        });
    }

    @Test
    void aMapOfMoreElementsThanTheProductHas() {
        check(0, List.of(Tensor.randn(50, 64), Tensor.randn(64, 50), Tensor.randn(3, 50, 50)), in -> {
            Tensor product = in.get(0).matmul(in.get(1));
            return List.of(product.add(in.get(2)), product.expand(2, 50, 50).clone());
        });
    }

    @Test
    void aMapThatReadsTheProductTheOtherWayRound() {
        check(0, List.of(Tensor.randn(50, 64), Tensor.randn(64, 50)), in -> {
            Tensor product = in.get(0).matmul(in.get(1));
            return List.of(product.add(product.t()));
        });
    }

    @Test
    void batchesAndVectorsAreLeftAlone() {
        check(
                0,
                List.of(Tensor.randn(3, 20, 30), Tensor.randn(3, 30, 20)),
                in -> List.of(in.get(0).matmul(in.get(1)).relu()));
        check(
                0,
                List.of(Tensor.randn(500, 64), Tensor.randn(64)),
                in -> List.of(in.get(0).matmul(in.get(1)).relu()));
    }

    /** Scalars that are new at each call are those of the map. */
    @Test
    void randomNumbersBelongToTheirElements() {
        Tensor x = Tensor.randn(30, 64);
        Tensor weight = Tensor.randn(64, 200);
        Compiled compiled = Compiled.of(() -> x.matmul(weight).mul(Tensor.rand(30, 200)));
        for (int call = 0; call < 3; call++) {
            Generator.setGlobal(Generator.philox(call));
            Tensor expected = x.matmul(weight).mul(Tensor.rand(30, 200));
            Generator.setGlobal(Generator.philox(call));
            assertThat(compiled.call().equal(expected)).isTrue();
        }
    }
}
