package dev.vecgrad.tests.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op case against PyTorch in float64: results, first and second gradients, within 1e-9 of max(1, |v|). */
class CaseGoldenTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<Arguments> cases() {
        return OpCases.families().entrySet().stream().flatMap(family -> {
            GoldenNumbers golden = GoldenNumbers.read("cases/" + family.getKey() + ".txt");
            return CaseFile.named(family.getValue()).entrySet().stream()
                    .map(named -> Arguments.of(
                            Named.of(family.getKey() + "/" + named.getKey(), named.getKey()),
                            named.getValue(),
                            golden));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPyTorch(String name, OpCase tested, GoldenNumbers golden) {
        assertThat(golden.text(name + ".expression"))
                .as("%s changed: run python tests/golden/op_cases.py golden", name)
                .isEqualTo(tested.expression());
        Outcome outcome = Outcome.of(tested, inputs(name, tested, golden));
        compare(name + ".out", outcome.results(), golden);
        if (!golden.has(name + ".first.none")) {
            compare(name + ".first", outcome.first(), golden);
        }
        if (!golden.has(name + ".second.none")) {
            compare(name + ".second", outcome.second(), golden);
        }
    }

    private static Tensor[] inputs(String name, OpCase tested, GoldenNumbers golden) {
        List<Tensor> inputs = new ArrayList<>();
        for (Input input : tested.inputs()) {
            String key = name + ".in" + inputs.size();
            DType dtype = input.dtypeIn(DType.FLOAT64);
            Tensor numbers = dtype.isFloatingPoint() ? Tensor.of(golden.doubles(key)) : Tensor.of(golden.longs(key));
            boolean wanted = tested.differentiable() && !input.constant();
            inputs.add(numbers.to(dtype)
                    .view(golden.longs(key + ".shape"))
                    .detach()
                    .requiresGrad_(wanted));
        }
        return inputs.toArray(Tensor[]::new);
    }

    /** A gradient that is all zero is as good as none. */
    private static void compare(String key, List<? extends @Nullable Tensor> found, GoldenNumbers golden) {
        for (int i = 0; i < found.size(); i++) {
            Tensor tensor = found.get(i);
            double[] expected = golden.has(key + i) ? golden.doubles(key + i) : null;
            if (tensor != null && expected != null) {
                assertThat(tensor.shape().toArray()).as(key + i).isEqualTo(golden.longs(key + i + ".shape"));
                compare(key + i, tensor.toDoubleArray(), expected);
            } else if (tensor != null) {
                assertZero(key + i + ", none in PyTorch", tensor.toDoubleArray());
            } else if (expected != null) {
                assertZero(key + i + ", none in vecgrad", expected);
            }
        }
    }

    private static void assertZero(String what, double[] numbers) {
        assertThat(Arrays.stream(numbers).filter(number -> number != 0))
                .as(what)
                .isEmpty();
    }

    private static void compare(String key, double[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(found[i] - expected[i]);
            assertThat(difference <= TOLERANCE * Math.max(1, Math.abs(expected[i]))
                            || Double.compare(found[i], expected[i]) == 0)
                    .as("%s, element %d: %s, PyTorch %s", key, i, found[i], expected[i])
                    .isTrue();
        }
    }
}
