package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.SearchMethods.Histogram;
import java.util.List;
import java.util.stream.Stream;

/** Elements looked for and counted; none of these has a gradient. */
final class SearchCases {
    private SearchCases() {}

    static List<OpCase> all() {
        return Stream.of(places(), uniques(), counts())
                .flatMap(List::stream)
                .map(OpCase::withoutGradients)
                .toList();
    }

    private static List<OpCase> places() {
        return List.of(
                op("nonzero", "a.nonzero()", in -> in[0].nonzero(), bools(3, 5)),
                op("nonzero", "torch.nonzero(a)", in -> in[0].nonzero(), ints(2, 3, 9)),
                op("nonzero", "a.nonzero(as_tuple=True)", in -> in[0].nonzeroTuple(), bools(7, 3)),
                op("nonzero", "a.nonzero()", in -> in[0].nonzero(), bools()),
                op("argwhere", "torch.argwhere(a.t())", in -> in[0].t().argwhere(), bools(4, 6)),
                op(
                        "searchsorted",
                        "torch.searchsorted(a.msort(), b)",
                        in -> in[0].msort().searchsorted(in[1]),
                        floats(9),
                        floats(2, 5)),
                op(
                        "searchsorted",
                        "torch.searchsorted(a.sort(1)[0], b, right=True)",
                        in -> in[0].sort(1).values().searchsorted(in[1], true),
                        ints(3, 9),
                        ints(3, 20)),
                op(
                        "searchsorted",
                        "torch.searchsorted(a, b, sorter=a.argsort(stable=True))",
                        in -> in[0].searchsorted(in[1], false, in[0].argsort()),
                        ints(9),
                        ints(20)),
                op(
                        "bucketize",
                        "torch.bucketize(a, b.msort())",
                        in -> in[0].bucketize(in[1].msort()),
                        floats(4, 5),
                        floats(7)),
                op(
                        "bucketize",
                        "torch.bucketize(a, b.msort(), right=True)",
                        in -> in[0].bucketize(in[1].msort(), true),
                        ints(20),
                        ints(7)),
                op("isin", "torch.isin(a, b)", in -> in[0].isin(in[1]), ints(4, 5), ints(4)),
                op("isin", "torch.isin(a, b, invert=True)", in -> in[0].isin(in[1], true), ints(40), ints(9)));
    }

    private static List<OpCase> uniques() {
        return List.of(
                op(
                        "unique",
                        "torch.unique(a, return_inverse=True, return_counts=True)",
                        in -> in[0].unique(),
                        ints(4, 11)),
                op("unique", "torch.unique(a)", in -> in[0].unique().values(), floats(3, 4)),
                op(
                        "unique",
                        "torch.unique(a, dim=0, return_inverse=True, return_counts=True)",
                        in -> in[0].unique(0),
                        indices(2, 12, 3)),
                op(
                        "unique",
                        "torch.unique(a, dim=1, return_inverse=True, return_counts=True)",
                        in -> in[0].unique(1),
                        indices(2, 2, 9, 2)),
                op(
                        "unique_consecutive",
                        "torch.unique_consecutive(a, return_inverse=True, return_counts=True)",
                        in -> in[0].uniqueConsecutive(),
                        indices(2, 4, 5)),
                op(
                        "unique_consecutive",
                        "torch.unique_consecutive(a, dim=0, return_inverse=True, return_counts=True)",
                        in -> in[0].uniqueConsecutive(0),
                        indices(2, 20, 1)));
    }

    private static List<OpCase> counts() {
        return List.of(
                op("bincount", "a.bincount()", in -> in[0].bincount(), indices(6, 20)),
                op("bincount", "a.bincount(minlength=9)", in -> in[0].bincount(9), indices(6, 20)),
                op("bincount", "a.bincount(b)", in -> in[0].bincount(in[1], 0), indices(6, 20), floats(20)),
                op("histc", "a.histc(5)", in -> in[0].histc(5), floats(4, 9)),
                op("histc", "a.histc(4, -0.5, 0.7)", in -> in[0].histc(4, -0.5, 0.7), floats(40)),
                op("histogram", "torch.histogram(a, 5)", in -> in[0].histogram(5), floats(4, 9)),
                op(
                        "histogram",
                        "torch.histogram(a, 4, range=(-1.0, 0.6), weight=b, density=True)",
                        in -> in[0].histogram(4, -1.0, 0.6, in[1], true),
                        floats(30),
                        floats(30)),
                op("histogram", "torch.histogram(a, b.msort())", SearchCases::betweenEdges, floats(30), floats(6)));
    }

    private static Histogram<Tensor> betweenEdges(Tensor... in) {
        return in[0].histogram(in[1].msort(), false);
    }
}
