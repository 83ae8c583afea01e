package dev.vecgrad.tests.cases;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case gives for some inputs: its results; the gradients of their weighted sum; and the gradients of these gradients' weighted sum. The
 * weights are those of {@code tests/golden/op_cases.py}.
 *
 * @param results the results
 * @param first for each input its gradient, null where it has none
 * @param second for each input its second gradient, null where it has none
 */
public record Outcome(List<Tensor> results, List<@Nullable Tensor> first, List<@Nullable Tensor> second) {
    /** {@return what {@code tested} gives for {@code in}, with gradients by those inputs that require them} */
    public static Outcome of(OpCase tested, Tensor... in) {
        List<Tensor> results = List.of(tested.results(in));
        List<@Nullable Tensor> first = gradients(results, in);
        return new Outcome(results, first, gradients(first, in));
    }

    private static List<@Nullable Tensor> gradients(List<? extends @Nullable Tensor> of, Tensor[] in) {
        List<Tensor> roots = new ArrayList<>();
        List<Tensor> weights = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            Tensor tensor = of.get(i);
            if (tensor != null && tensor.requiresGrad()) {
                roots.add(tensor);
                weights.add(weights(tensor, i));
            }
        }
        List<Tensor> wanted = Arrays.stream(in).filter(Tensor::requiresGrad).toList();
        if (roots.isEmpty()) {
            return Collections.nCopies(in.length, null);
        }
        Iterator<@Nullable Tensor> gradients = Autograd.gradOrNull(roots, wanted, weights, GradOptions.CREATE_GRAPH)
                .iterator();
        List<@Nullable Tensor> found = new ArrayList<>();
        for (Tensor input : in) {
            found.add(input.requiresGrad() ? gradients.next() : null);
        }
        return found;
    }

    /** Between 3/8 and 13/8, exact in every floating dtype. */
    private static Tensor weights(Tensor like, int number) {
        double[] weights = new double[Math.toIntExact(like.numel())];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ((i * 7L + number * 3L) % 11 + 3) / 8.0;
        }
        return Tensor.of(weights).to(like.dtype()).view(like.shape().toArray());
    }

    /** {@return all parts that are there: results, first and second gradients} */
    public List<Tensor> parts() {
        List<Tensor> parts = new ArrayList<>(results);
        first.stream().filter(Objects::nonNull).forEach(parts::add);
        second.stream().filter(Objects::nonNull).forEach(parts::add);
        return parts;
    }
}
