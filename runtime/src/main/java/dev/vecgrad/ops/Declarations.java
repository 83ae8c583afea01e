package dev.vecgrad.ops;

import dev.vecgrad.core.Elementwise;
import java.util.List;
import java.util.stream.Stream;

/** All elementwise declarations, for tests and lists that go through them. */
public final class Declarations {
    private Declarations() {}

    /** {@return the declarations of all families, in their order there} */
    public static List<Elementwise> elementwise() {
        return Stream.of(
                        PointwiseArithmetic.all(),
                        PointwiseMath.all(),
                        PointwiseSpecial.all(),
                        PointwiseNumbers.all(),
                        PointwiseLogic.all(),
                        Activations.all())
                .flatMap(List::stream)
                .toList();
    }
}
