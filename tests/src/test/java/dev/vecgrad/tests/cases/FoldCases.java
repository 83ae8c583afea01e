package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.positives;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;

/** Sums, products, extrema and truths over dims. */
final class FoldCases {
    private FoldCases() {}

    static List<OpCase> all() {
        return List.of(
                op("sum", "a.sum()", in -> in[0].sum(), floats(2, 3, 4)),
                op("sum", "a.sum(0)", in -> in[0].sum(0), floats(2, 3, 4)),
                op("sum", "a.sum((0, 2), True)", in -> in[0].sum(new int[] {0, 2}, true), floats(2, 3, 4)),
                op("sum", "a.sum(1)", in -> in[0].sum(1), floats(3, 0)),
                op("mean", "a.mean()", in -> in[0].mean(), floats(2, 3, 4)),
                op("mean", "a.mean(-1)", in -> in[0].mean(-1), floats(2, 3, 4)),
                op("prod", "a.prod()", in -> in[0].prod(), floats(2, 3)),
                op("prod", "a.prod(1)", in -> in[0].prod(1), floats(2, 3, 4)),
                op("amax", "a.amax(1)", in -> in[0].amax(1), floats(2, 3, 4)),
                op("amin", "a.amin((0, 2))", in -> in[0].amin(0, 2), floats(2, 3, 4)),
                op("max", "a.max()", in -> in[0].max(), floats(2, 3)),
                op("max", "a.max(1)", in -> in[0].max(1), floats(2, 3, 4)),
                op("min", "a.min()", in -> in[0].min(), floats(2, 3)),
                op("min", "a.min(-1, True)", in -> in[0].min(-1, true), floats(2, 3, 4)),
                op("argmax", "a.argmax()", in -> in[0].argmax(), floats(2, 3)).withoutGradients(),
                op("argmax", "a.argmax(0)", in -> in[0].argmax(0), floats(2, 3)).withoutGradients(),
                op("argmin", "a.argmin()", in -> in[0].argmin(), floats(2, 3)).withoutGradients(),
                op("argmin", "a.argmin(-1, True)", in -> in[0].argmin(-1, true), floats(2, 3))
                        .withoutGradients(),
                op("all", "a.all()", in -> in[0].all(), floats(2, 3)).withoutGradients(),
                op("all", "a.all(0)", in -> in[0].all(0), bools(2, 3)).withoutGradients(),
                op("any", "a.any()", in -> in[0].any(), floats(2, 3)).withoutGradients(),
                op("any", "a.any(1)", in -> in[0].any(1), bools(2, 3)).withoutGradients(),
                op("nansum", "a.nansum().square()", in -> in[0].nansum().square(), floats(2, 3)),
                op("nansum", "a.sqrt().nansum(1)", in -> in[0].sqrt().nansum(1), positives(2, 3, 4)),
                op(
                        "nansum",
                        "a.nansum((0, 2), keepdim=True)",
                        in -> in[0].nansum(new int[] {0, 2}, true),
                        floats(2, 3, 4)),
                op("nanmean", "a.nanmean().square()", in -> in[0].nanmean().square(), floats(2, 3)),
                op("nanmean", "a.sqrt().nanmean(0)", in -> in[0].sqrt().nanmean(0), positives(3, 4)),
                op(
                        "nanmean",
                        "a.nanmean((0, 2), keepdim=True)",
                        in -> in[0].nanmean(new int[] {0, 2}, true),
                        floats(2, 3, 4)),
                op("count_nonzero", "a.count_nonzero()", in -> in[0].countNonzero(), floats(2, 3))
                        .withoutGradients(),
                op("count_nonzero", "a.count_nonzero(1)", in -> in[0].countNonzero(1), bools(3, 9))
                        .withoutGradients());
    }
}
