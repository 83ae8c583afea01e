package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.type.DType;
import java.util.List;

/** Cumulative sums, products and extrema. */
final class ScanCases {
    private ScanCases() {}

    static List<OpCase> all() {
        return List.of(
                op("cumsum", "a.cumsum(1).square()", in -> in[0].cumsum(1).square(), floats(3, 5)),
                op("cumsum", "a.cumsum(0)", in -> in[0].cumsum(0), floats(5, 4)),
                op("cumsum", "a.cumsum(-2)", in -> in[0].cumsum(-2), floats(2, 3, 4)),
                op("cumsum", "a.t().cumsum(1)", in -> in[0].t().cumsum(1), floats(4, 3)),
                op("cumsum", "a.cumsum(0)", in -> in[0].cumsum(0), floats()),
                op("cumsum", "a.cumsum(1)", in -> in[0].cumsum(1), floats(2, 0)),
                op("cumsum", "a.cumsum(0)", in -> in[0].cumsum(0), ints(6)).withoutGradients(),
                op("cumsum", "a.cumsum(0, dtype=torch.float64)", in -> in[0].cumsum(0, DType.FLOAT64), floats(7)),
                op("cumprod", "a.cumprod(1)", in -> in[0].cumprod(1), floats(3, 5)),
                op("cumprod", "a.cumprod(0)", in -> in[0].cumprod(0), floats(4, 2, 3)),
                op("cumprod", "(a * b).cumprod(-1)", in -> in[0].mul(in[1]).cumprod(-1), floats(3, 4), floats(3, 1)),
                op("cumprod", "a.cumprod(0)", in -> in[0].cumprod(0), floats()),
                op("cumprod", "a.cumprod(0)", in -> in[0].cumprod(0), ints(5)).withoutGradients(),
                op("logcumsumexp", "a.logcumsumexp(1)", in -> in[0].logcumsumexp(1), floats(3, 5)),
                op("logcumsumexp", "a.logcumsumexp(0)", in -> in[0].logcumsumexp(0), floats(4, 3)),
                op(
                        "logcumsumexp",
                        "(a * 60).logcumsumexp(-1)",
                        in -> in[0].mul(60).logcumsumexp(-1),
                        floats(7)),
                op("cummax", "torch.cummax(a.sin(), 1)", in -> in[0].sin().cummax(1), floats(3, 5)),
                op("cummax", "a.cummax(0)", in -> in[0].cummax(0), floats(4, 3)),
                op("cummax", "a.cummax(0)", in -> in[0].cummax(0), ints(9)).withoutGradients(),
                op("cummin", "torch.cummin(a.sin(), 1)", in -> in[0].sin().cummin(1), floats(3, 5)),
                op("cummin", "a.cummin(-2)", in -> in[0].cummin(-2), floats(2, 3, 2)));
    }
}
