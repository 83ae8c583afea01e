package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;

/** Matrix products: vectors, matrices and batches on either side. */
final class ProductCases {
    private ProductCases() {}

    static List<OpCase> all() {
        return List.of(
                matmul(floats(3), floats(3)),
                matmul(floats(2, 3), floats(3)),
                matmul(floats(3), floats(3, 2)),
                matmul(floats(2, 3), floats(3, 4)),
                matmul(floats(2, 2, 3), floats(3)),
                matmul(floats(3), floats(2, 3, 2)),
                matmul(floats(2, 2, 3), floats(3, 2)),
                matmul(floats(2, 3), floats(2, 3, 2)),
                matmul(floats(2, 2, 3), floats(2, 3, 2)),
                matmul(floats(2, 1, 2, 3), floats(2, 3, 2)),
                op("matmul", "a.t().matmul(b.t())", in -> in[0].t().matmul(in[1].t()), floats(3, 2), floats(4, 3)),
                matmul(floats(2, 0), floats(0, 3)),
                matmul(floats(2, 3), floats(3, 0)),
                matmul(floats(0, 3), floats(3, 2)),
                op(
                        "addmm",
                        "torch.addmm(a, b, c)",
                        in -> in[0].addmm(in[1], in[2]),
                        floats(2),
                        floats(3, 2),
                        floats(2, 2)));
    }

    private static OpCase matmul(Input a, Input b) {
        return op("matmul", "a.matmul(b)", in -> in[0].matmul(in[1]), a, b);
    }
}
