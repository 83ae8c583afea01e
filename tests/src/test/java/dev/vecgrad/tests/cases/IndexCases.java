package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;

/** Elements picked and written by index tensors. */
final class IndexCases {
    private IndexCases() {}

    static List<OpCase> all() {
        return List.of(
                op(
                        "gather",
                        "a.gather(1, b).square()",
                        in -> in[0].gather(1, in[1]).square(),
                        floats(2, 4),
                        indices(4, 2, 3)),
                op("gather", "a.gather(-2, b)", in -> in[0].gather(-2, in[1]), floats(3, 4), indices(3, 5, 2)),
                op(
                        "scatter_add",
                        "a.scatter_add(1, b, c).square()",
                        in -> in[0].scatterAdd(1, in[1], in[2]).square(),
                        floats(2, 4),
                        indices(4, 2, 3),
                        floats(2, 3)),
                op(
                        "index_select",
                        "a.index_select(0, b).square()",
                        in -> in[0].indexSelect(0, in[1]).square(),
                        floats(3, 2),
                        indices(3, 4)),
                op(
                        "index_add",
                        "a.index_add(0, b, c).square()",
                        in -> in[0].indexAdd(0, in[1], in[2]).square(),
                        floats(3, 2),
                        indices(3, 4),
                        floats(4, 2)));
    }
}
