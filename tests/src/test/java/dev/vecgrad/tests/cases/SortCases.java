package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.Input.units;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.ops.Quantiles.Interpolation;
import java.util.List;
import java.util.stream.Stream;

/** Orders and what is taken from them. */
final class SortCases {
    private SortCases() {}

    static List<OpCase> all() {
        return Stream.of(orders(), singles(), quantiles()).flatMap(List::stream).toList();
    }

    private static List<OpCase> orders() {
        return List.of(
                op("sort", "torch.sort(a.sin(), 1)", in -> in[0].sin().sort(1), floats(3, 5)),
                op("sort", "torch.sort(a, dim=0, descending=True)", in -> in[0].sort(0, true), floats(4, 3)),
                op("sort", "torch.sort(a.t())", in -> in[0].t().sort(), floats(5, 2)),
                op("sort", "a.sort(1)", in -> in[0].sort(1), floats(2, 3, 4)),
                op("sort", "a.sort()", in -> in[0].sort(), floats()),
                op("sort", "torch.sort(a, stable=True)", in -> in[0].sort(), ints(4, 30))
                        .withoutGradients(),
                op(
                                "sort",
                                "torch.sort(a, dim=0, descending=True, stable=True)",
                                in -> in[0].sort(0, true, true),
                                ints(30, 2))
                        .withoutGradients(),
                op("argsort", "a.argsort(1)", in -> in[0].argsort(1), floats(3, 5))
                        .withoutGradients(),
                op("argsort", "a.argsort(0, descending=True)", in -> in[0].argsort(0, true), floats(4, 3))
                        .withoutGradients(),
                op("msort", "a.msort().square()", in -> in[0].msort().square(), floats(4, 3)),
                op("topk", "torch.topk(a.sin(), 3)", in -> in[0].sin().topk(3), floats(2, 20)),
                op("topk", "a.topk(2, 0)", in -> in[0].topk(2, 0), floats(4, 3)),
                op("topk", "a.topk(2, 1, largest=False)", in -> in[0].topk(2, 1, false), floats(2, 9, 3)),
                op("topk", "a.topk(50)", in -> in[0].topk(50), floats(200)),
                op("topk", "a.topk(0)", in -> in[0].topk(0), floats(3)));
    }

    private static List<OpCase> singles() {
        return List.of(
                op(
                        "kthvalue",
                        "torch.kthvalue(a.sin(), 2, 1)",
                        in -> in[0].sin().kthvalue(2, 1),
                        floats(3, 5)),
                op("kthvalue", "a.kthvalue(3, 0, keepdim=True)", in -> in[0].kthvalue(3, 0, true), floats(4, 3)),
                op("kthvalue", "a.kthvalue(70)", in -> in[0].kthvalue(70), floats(100)),
                op("median", "a.sin().median()", in -> in[0].sin().median(), floats(3, 5)),
                op("median", "torch.median(a.sin(), 1)", in -> in[0].sin().median(1), floats(3, 6)),
                op("median", "a.median(0, keepdim=True)", in -> in[0].median(0, true), floats(5, 2, 2)),
                op("median", "a.median(0)", in -> in[0].median(0), floats()),
                op("nanmedian", "a.sin().nanmedian()", in -> in[0].sin().nanmedian(), floats(4, 2)),
                op("nanmedian", "a.sqrt().nanmedian(1)", in -> in[0].sqrt().nanmedian(1), units(3, 6)),
                op("mode", "torch.mode(a.sin(), 1)", in -> in[0].sin().mode(1), floats(3, 5)),
                op("mode", "a.mode(0, keepdim=True)", in -> in[0].mode(0, true), floats(4, 3)),
                op("mode", "torch.mode(a)[0]", in -> in[0].mode().values(), ints(3, 40))
                        .withoutGradients());
    }

    private static List<OpCase> quantiles() {
        return List.of(
                op("quantile", "a.sin().quantile(0.3)", in -> in[0].sin().quantile(0.3), floats(3, 5)),
                op(
                        "quantile",
                        "a.sin().quantile(b, dim=1)",
                        in -> in[0].sin().quantile(in[1], 1),
                        floats(3, 7),
                        units(2).asConstant()),
                op(
                        "quantile",
                        "a.quantile(b, dim=0, keepdim=True, interpolation='midpoint')",
                        in -> in[0].quantile(in[1], 0, true, Interpolation.MIDPOINT),
                        floats(5, 2, 3),
                        units(3).asConstant()),
                op(
                        "quantile",
                        "a.quantile(0.6, dim=1, interpolation='lower')",
                        in -> in[0].quantile(0.6, 1, false, Interpolation.LOWER),
                        floats(2, 9)),
                op(
                        "quantile",
                        "a.quantile(0.6, dim=-1, keepdim=True, interpolation='higher')",
                        in -> in[0].quantile(0.6, -1, true, Interpolation.HIGHER),
                        floats(2, 9)),
                op(
                        "quantile",
                        "a.quantile(0.3, dim=0, interpolation='nearest')",
                        in -> in[0].quantile(0.3, 0, false, Interpolation.NEAREST),
                        floats(6, 2)),
                op(
                        "nanquantile",
                        "a.nanquantile(b)",
                        in -> in[0].nanquantile(in[1]),
                        floats(4, 3),
                        units(3).asConstant()),
                op("nanquantile", "a.nanquantile(0.7, dim=1)", in -> in[0].nanquantile(0.7, 1), floats(4, 6)));
    }
}
