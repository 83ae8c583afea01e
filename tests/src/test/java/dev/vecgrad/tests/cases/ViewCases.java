package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Views made up of others. */
final class ViewCases {
    private ViewCases() {}

    static List<OpCase> all() {
        Input x = floats(2, 3, 4);
        return List.of(
                op(
                        "movedim",
                        "a.movedim(0, -1).square()",
                        in -> in[0].movedim(0, -1).square(),
                        x),
                op("movedim", "a.movedim((0, 1), (2, 0))", in -> in[0].movedim(new int[] {0, 1}, new int[] {2, 0}), x),
                op("moveaxis", "a.moveaxis(2, 0)", in -> in[0].moveaxis(2, 0), x),
                op("swapaxes", "a.swapaxes(0, 2)", in -> in[0].swapaxes(0, 2), x),
                op("swapdims", "a.swapdims(-1, 1)", in -> in[0].swapdims(-1, 1), x),
                op(
                                "unflatten",
                                "a.unflatten(2, (2, -1)).square()",
                                in -> in[0].unflatten(2, 2, -1).square(),
                                x)
                        .ofTheseSizes(),
                op("ravel", "a.t().ravel().square()", in -> in[0].t().ravel().square(), floats(2, 3)),
                op("view_as", "a.view_as(b)", in -> in[0].viewAs(in[1]), floats(2, 3), floats(3, 2))
                        .ofTheseSizes(),
                op("reshape_as", "a.t().reshape_as(b)", in -> in[0].t().reshapeAs(in[1]), floats(2, 3), floats(6))
                        .ofTheseSizes(),
                op("broadcast_to", "a.broadcast_to(2, 3, 4)", in -> in[0].broadcastTo(2, 3, 4), floats(3, 1))
                        .ofTheseSizes(),
                op("atleast_1d", "torch.atleast_1d(a)", in -> in[0].atleast1d(), floats()),
                op("atleast_2d", "torch.atleast_2d(a)", in -> in[0].atleast2d(), floats(3)),
                op("atleast_3d", "torch.atleast_3d(a)", in -> in[0].atleast3d(), floats(3)),
                op(
                        "atleast_3d",
                        "torch.atleast_3d(a).square()",
                        in -> in[0].atleast3d().square(),
                        floats(2, 3)),
                op("t", "(a * 2).t_().square()", in -> in[0].mul(2).t_().square(), floats(2, 3)),
                op("transpose", "(a * 2).transpose_(0, -1).square()", in -> moved(in, c -> c.transpose_(0, -1)), x),
                op("swapaxes", "(a * 2).swapaxes_(0, 2).square()", in -> moved(in, c -> c.swapaxes_(0, 2)), x),
                op("swapdims", "(a * 2).swapdims_(1, 2).square()", in -> moved(in, c -> c.swapdims_(1, 2)), x),
                op("squeeze", "(a * 2).squeeze_().square()", in -> moved(in, c -> c.squeeze_()), floats(1, 3, 1)),
                op("squeeze", "(a * 2).squeeze_(0).square()", in -> moved(in, c -> c.squeeze_(0)), floats(1, 3, 1)),
                op("unsqueeze", "(a * 2).unsqueeze_(1).square()", in -> moved(in, c -> c.unsqueeze_(1)), x),
                op(
                        "t",
                        "(lambda c, v: (c.t_(), v.mul_(b), c.square(), v)[2:])(*(lambda c: (c, c[0]))(a * 2))",
                        in -> writtenAfterwards(in[0].mul(2), in[1]),
                        floats(3, 4),
                        floats(4)),
                op("narrow", "a.narrow(1, torch.tensor(1), 2)", in -> in[0].narrow(1, Tensor.of(1L), 2), x));
    }

    private static Tensor moved(Tensor[] in, UnaryOperator<Tensor> movement) {
        return movement.apply(in[0].mul(2)).square();
    }

    /** A view that is written after its base was transposed. */
    private static List<Tensor> writtenAfterwards(Tensor whole, Tensor factor) {
        Tensor row = whole.select(0, 0);
        whole.t_();
        row.mul_(factor);
        return List.of(whole.square(), row);
    }
}
