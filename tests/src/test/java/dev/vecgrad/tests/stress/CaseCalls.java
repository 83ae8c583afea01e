package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.tests.cases.Input;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.tests.cases.PointwiseCases;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Calls of op cases: on other sizes, dtypes and layouts, and with an input that does not fit. */
final class CaseCalls {
    private static final List<OpCase> CASES = cases();

    private CaseCalls() {}

    private static List<OpCase> cases() {
        List<OpCase> all = new ArrayList<>(OpCases.all());
        all.addAll(PointwiseCases.all());
        return all;
    }

    /** {@return a random call} */
    static Attempt next(SplittableRandom random) {
        RandomTensors tensors = new RandomTensors(random);
        OpCase drawn = CASES.get(random.nextInt(CASES.size()));
        OpCase chosen = random.nextBoolean() ? drawn.resized(random, 12) : drawn;
        DType dtype = random.nextInt(3) == 0 ? tensors.dtype() : DType.FLOAT32;
        Tensor[] in = chosen.draw(random.nextLong(), dtype);
        for (int i = 0; i < in.length; i++) {
            in[i] = tensors.layout(in[i]);
            if (in[i].dtype().isFloatingPoint() && random.nextInt(3) == 0) {
                in[i].requiresGrad_(true);
            }
        }
        if (random.nextInt(2) == 0) {
            int spoiled = random.nextInt(in.length);
            in[spoiled] = spoiled(in[spoiled], chosen.inputs().get(spoiled), tensors, random);
        }
        String what = chosen.expression() + " of "
                + Arrays.stream(in).map(RandomTensors::text).toList();
        return new Attempt(what, () -> chosen.results(in));
    }

    private static Tensor spoiled(Tensor x, Input input, RandomTensors tensors, SplittableRandom random) {
        boolean index = input.kind() == Input.Kind.INTEGERS || input.kind() == Input.Kind.DISTINCT_INDICES;
        return switch (random.nextInt(4)) {
            case 0 -> tensors.tensor(tensors.shape(), x.dtype());
            case 1 -> x.detach().to(tensors.dtype());
            case 2 ->
                index ? x.add(random.nextLong(-2, 3)) : tensors.tensor(x.shape().toArray(), x.dtype());
            default -> tensors.tensor(tensors.shapeLike(x.shape().toArray()), tensors.dtype());
        };
    }
}
