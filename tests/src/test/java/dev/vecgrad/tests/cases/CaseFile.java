package dev.vecgrad.tests.cases;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cases with what vecgrad gives for them in float64, as text for {@code tests/golden/op_cases.py}, which describes its lines. */
final class CaseFile implements AutoCloseable {
    private final PrintWriter out;
    private final Map<String, Integer> numbers = new HashMap<>();

    CaseFile(Path file) throws IOException {
        this.out = new PrintWriter(Files.newBufferedWriter(file));
    }

    /** {@return the names of a family's cases: the op, numbered within the family} */
    static Map<String, OpCase> named(List<OpCase> family) {
        Map<String, OpCase> named = new java.util.LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (OpCase tested : family) {
            named.put(tested.name() + "." + seen.merge(tested.name(), 1, Integer::sum), tested);
        }
        return named;
    }

    /** Writes the cases of the table on their own sizes. */
    void writeTable(long seed) {
        OpCases.families()
                .forEach((family, cases) ->
                        named(cases).forEach((name, tested) -> write(family + "/" + name, tested, seed)));
    }

    /** Writes all cases {@code rounds} times, those of elementwise declarations too, each on sizes drawn up to {@code most}. */
    void writeResized(long seed, int rounds, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            for (OpCase tested : PointwiseCases.all()) {
                writeNumbered("pointwise", tested.resized(random, most), random.nextLong());
            }
            for (var family : OpCases.families().entrySet()) {
                for (OpCase tested : family.getValue()) {
                    writeNumbered(family.getKey(), tested.resized(random, most), random.nextLong());
                }
            }
        }
    }

    private void writeNumbered(String family, OpCase tested, long seed) {
        int number = numbers.merge(family + "/" + tested.name(), 1, Integer::sum);
        write(family + "/" + tested.name() + "." + number, tested, seed);
    }

    private void write(String name, OpCase tested, long seed) {
        out.println("case " + name);
        out.println("expression " + tested.expression());
        Tensor[] in = tested.differentiable() ? tested.drawDifferentiable(seed) : tested.draw(seed, DType.FLOAT64);
        writeParts("in", Arrays.asList(in));
        for (int i = 0; i < in.length; i++) {
            if (in[i].requiresGrad()) {
                out.println("grad " + i);
            }
        }
        Outcome outcome = Outcome.of(tested, in);
        writeParts("out", outcome.results());
        writeParts("first", outcome.first());
        writeParts("second", outcome.second());
    }

    private void writeParts(String kind, List<? extends @Nullable Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            if (tensor != null) {
                String shape = Arrays.stream(tensor.shape().toArray())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining("x"));
                out.println(kind + " " + i + " " + tensor.dtype() + " " + shape + " = " + elements(tensor));
            }
        }
    }

    private static String elements(Tensor tensor) {
        return tensor.dtype().isFloatingPoint()
                ? Arrays.stream(tensor.toDoubleArray())
                        .mapToObj(Double::toHexString)
                        .collect(Collectors.joining(" "))
                : Arrays.stream(tensor.toLongArray()).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        out.close();
    }
}
