package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;

/** Tensors cut along a dim. */
final class SplittingCases {
    private SplittingCases() {}

    static List<OpCase> all() {
        Input x = floats(4, 5, 2);
        return List.of(
                op("split", "a.split(2, 1)", in -> in[0].split(2, 1), x),
                op("split", "a.split(3)", in -> in[0].split(3), x),
                op("split", "a.split([1, 0, 4], 1)", in -> in[0].split(new long[] {1, 0, 4}, 1), x)
                        .ofTheseSizes(),
                op(
                                "split",
                                "a.split([1, 2, 2], -2)[1]",
                                in -> in[0].split(new long[] {1, 2, 2}, -2).get(1),
                                x)
                        .ofTheseSizes(),
                op(
                        "split",
                        "a.t().split(2)[0].square()",
                        in -> in[0].t().split(2).getFirst().square(),
                        floats(3, 5)),
                op("split", "a.split(2, 1)", in -> in[0].split(2, 1), floats(3, 0))
                        .ofTheseSizes(),
                op("chunk", "a.chunk(3, 1)", in -> in[0].chunk(3, 1), x),
                op("chunk", "a.chunk(4)", in -> in[0].chunk(4), floats(6)),
                op("chunk", "a.chunk(3, 1)", in -> in[0].chunk(3, 1), floats(2, 0))
                        .ofTheseSizes(),
                op("tensor_split", "a.tensor_split(3, 1)", in -> in[0].tensorSplit(3, 1), x),
                op("tensor_split", "a.tensor_split(7)", in -> in[0].tensorSplit(7), floats(5)),
                op("tensor_split", "a.tensor_split((1, 3), 1)", in -> in[0].tensorSplit(new long[] {1, 3}, 1), x),
                op("tensor_split", "a.tensor_split((3, 1, -1))", in -> in[0].tensorSplit(new long[] {3, 1, -1}, 0), x),
                op("hsplit", "a.hsplit(5)", in -> in[0].hsplit(5), x).ofTheseSizes(),
                op("hsplit", "a.hsplit((2,))", in -> in[0].hsplit(2L), floats(5)),
                op("vsplit", "a.vsplit(2)", in -> in[0].vsplit(2), x).ofTheseSizes(),
                op("vsplit", "a.vsplit((1, 2))", in -> in[0].vsplit(1L, 2L), x),
                op("dsplit", "a.dsplit(2)", in -> in[0].dsplit(2), x).ofTheseSizes(),
                op("dsplit", "a.dsplit((1,))", in -> in[0].dsplit(1L), x),
                op("unbind", "a.unbind()", in -> in[0].unbind(), x),
                op(
                        "unbind",
                        "a.unbind(-1)[0].square()",
                        in -> in[0].unbind(-1).stream()
                                .limit(1)
                                .map(Tensor::square)
                                .toList(),
                        x));
    }
}
