package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;

/** Views, copies, and tensors joined. */
final class ShapeCases {
    private ShapeCases() {}

    static List<OpCase> all() {
        return List.of(
                op("view", "a.view(6, 4).square()", in -> in[0].view(6, 4).square(), floats(2, 3, 4))
                        .ofTheseSizes(),
                op(
                                "reshape",
                                "a.transpose(0, 2).reshape(6, 4).square()",
                                in -> in[0].transpose(0, 2).reshape(6, 4).square(),
                                floats(2, 3, 4))
                        .ofTheseSizes(),
                op(
                        "permute",
                        "a.permute(2, 0, 1).square()",
                        in -> in[0].permute(2, 0, 1).square(),
                        floats(2, 3, 4)),
                op("transpose", "a.transpose(0, -1)", in -> in[0].transpose(0, -1), floats(2, 3, 4)),
                op("t", "a.t().square()", in -> in[0].t().square(), floats(2, 3)),
                op("squeeze", "a.squeeze().square()", in -> in[0].squeeze().square(), floats(2, 1, 3)),
                op("squeeze", "a.squeeze(-1)", in -> in[0].squeeze(-1), floats(2, 3, 1)),
                op(
                        "unsqueeze",
                        "a.unsqueeze(1).square()",
                        in -> in[0].unsqueeze(1).square(),
                        floats(2, 3)),
                op(
                                "expand",
                                "a.expand(4, 2, 3).square()",
                                in -> in[0].expand(4, 2, 3).square(),
                                floats(2, 1))
                        .ofTheseSizes(),
                op(
                        "flatten",
                        "a.flatten(1, 2).square()",
                        in -> in[0].flatten(1, 2).square(),
                        floats(2, 3, 4)),
                op(
                        "narrow",
                        "a.narrow(1, 1, 2).square()",
                        in -> in[0].narrow(1, 1, 2).square(),
                        floats(2, 3, 4)),
                op(
                        "slice",
                        "a[:, :, 0:4:3].square()",
                        in -> in[0].slice(2, 0, 4, 3).square(),
                        floats(2, 3, 4)),
                op("select", "a.select(1, 2).square()", in -> in[0].select(1, 2).square(), floats(2, 3, 4)),
                op("unbind", "a.unbind(1)", in -> in[0].unbind(1), floats(2, 3, 4)),
                op(
                        "contiguous",
                        "a.t().contiguous().square()",
                        in -> in[0].t().contiguous().square(),
                        floats(2, 3)),
                op("clone", "a.clone().square()", in -> in[0].clone().square(), floats(2, 3, 4)),
                op(
                        "select",
                        "(lambda copy: (copy.select(0, 1).mul_(b), copy.square())[1])(a * 2)",
                        ShapeCases::written,
                        floats(3, 4),
                        floats(4)),
                op(
                        "cat",
                        "torch.cat((a, b), 1).square()",
                        in -> Tensor.cat(List.of(in), 1).square(),
                        floats(2, 3),
                        floats(2, 1)),
                op(
                        "stack",
                        "torch.stack((a, b), 1).square()",
                        in -> Tensor.stack(List.of(in), 1).square(),
                        floats(2, 3),
                        floats(2, 3)));
    }

    /** A write to a slice. */
    private static Tensor written(Tensor... in) {
        Tensor copy = in[0].mul(2);
        copy.select(0, 1).mul_(in[1]);
        return copy.square();
    }
}
