package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Products for operands of certain ranks, sums with products, and products of several tensors. */
final class ProductFormCases {
    private ProductFormCases() {}

    static List<OpCase> all() {
        return Stream.of(products(), sums(), several()).flatMap(List::stream).toList();
    }

    private static List<OpCase> products() {
        return List.of(
                op("mm", "a.mm(b)", in -> in[0].mm(in[1]), floats(2, 3), floats(3, 4)),
                op("mm", "a.t().mm(b.t())", in -> in[0].t().mm(in[1].t()), floats(3, 2), floats(4, 3)),
                op("bmm", "a.bmm(b)", in -> in[0].bmm(in[1]), floats(2, 3, 4), floats(2, 4, 2)),
                op(
                        "bmm",
                        "a.transpose(0, 1).bmm(b)",
                        in -> in[0].transpose(0, 1).bmm(in[1]),
                        floats(3, 2, 4),
                        floats(2, 4, 2)),
                op("mv", "a.mv(b)", in -> in[0].mv(in[1]), floats(2, 3), floats(3)),
                op("dot", "a.dot(b)", in -> in[0].dot(in[1]), floats(5), floats(5)),
                op("dot", "a.dot(b)", in -> in[0].dot(in[1]), floats(0), floats(0))
                        .ofTheseSizes(),
                op("vdot", "a.vdot(b)", in -> in[0].vdot(in[1]), floats(5), floats(5)),
                op("inner", "a.inner(b)", in -> in[0].inner(in[1]), floats(2, 3), floats(4, 2, 3)),
                op("inner", "a.inner(b)", in -> in[0].inner(in[1]), floats(), floats(2, 3)),
                op("outer", "a.outer(b)", in -> in[0].outer(in[1]), floats(2), floats(3)),
                op("kron", "torch.kron(a, b)", in -> in[0].kron(in[1]), floats(2, 3), floats(3, 2)),
                op("kron", "torch.kron(a, b)", in -> in[0].kron(in[1]), floats(2), floats(3, 1, 2)));
    }

    private static List<OpCase> sums() {
        Input a = floats(3, 2);
        Input b = floats(2, 4);
        Input batchA = floats(2, 3, 2);
        Input batchB = floats(2, 2, 4);
        return List.of(
                op(
                        "addmm",
                        "torch.addmm(a, b, c, beta=2, alpha=-3)",
                        in -> in[0].addmm(in[1], in[2], 2, -3),
                        floats(3, 4),
                        a,
                        b),
                op(
                        "addmm",
                        "torch.addmm(a, b, c, beta=0, alpha=2)",
                        in -> in[0].addmm(in[1], in[2], 0, 2),
                        floats(4),
                        a,
                        b),
                op("addmv", "torch.addmv(a, b, c)", in -> in[0].addmv(in[1], in[2]), floats(3), a, floats(2)),
                op(
                        "addmv",
                        "torch.addmv(a, b, c, beta=3, alpha=2)",
                        in -> in[0].addmv(in[1], in[2], 3, 2),
                        floats(1),
                        a,
                        floats(2)),
                op("addr", "torch.addr(a, b, c)", in -> in[0].addr(in[1], in[2]), floats(2, 3), floats(2), floats(3)),
                op(
                        "addr",
                        "torch.addr(a, b, c, beta=3, alpha=2)",
                        in -> in[0].addr(in[1], in[2], 3, 2),
                        floats(3),
                        floats(2),
                        floats(3)),
                op("addbmm", "torch.addbmm(a, b, c)", in -> in[0].addbmm(in[1], in[2]), floats(3, 4), batchA, batchB),
                op(
                        "addbmm",
                        "torch.addbmm(a, b, c, beta=2, alpha=3)",
                        in -> in[0].addbmm(in[1], in[2], 2, 3),
                        floats(4),
                        batchA,
                        batchB),
                op(
                        "baddbmm",
                        "torch.baddbmm(a, b, c)",
                        in -> in[0].baddbmm(in[1], in[2]),
                        floats(2, 3, 4),
                        batchA,
                        batchB),
                op(
                        "baddbmm",
                        "torch.baddbmm(a, b, c, beta=2, alpha=3)",
                        in -> in[0].baddbmm(in[1], in[2], 2, 3),
                        floats(3, 1),
                        batchA,
                        batchB));
    }

    private static List<OpCase> several() {
        return List.of(
                op(
                        "tensordot",
                        "torch.tensordot(a, b, 2)",
                        in -> in[0].tensordot(in[1], 2),
                        floats(2, 3, 4),
                        floats(3, 4, 2)),
                op("tensordot", "torch.tensordot(a, b, 0)", in -> in[0].tensordot(in[1], 0), floats(2), floats(3)),
                op(
                        "tensordot",
                        "torch.tensordot(a, b, ([0, 2], [1, -1]))",
                        in -> Tensor.tensordot(in[0], in[1], new int[] {0, 2}, new int[] {1, -1}),
                        floats(2, 3, 4),
                        floats(3, 2, 4)),
                op(
                        "tensordot",
                        "torch.tensordot(a, b, ([1], [0]))",
                        in -> in[0].tensordot(in[1], new int[] {1}, new int[] {0}),
                        floats(2, 1),
                        floats(3, 4)),
                op("matrix_power", "torch.matrix_power(a, 3)", in -> in[0].matrixPower(3), floats(3, 3)),
                op("matrix_power", "torch.matrix_power(a, 6)", in -> in[0].matrixPower(6), floats(2, 2, 2)),
                op("matrix_power", "torch.matrix_power(a, 1)", in -> in[0].matrixPower(1), floats(3, 3)),
                op(
                        "linalg.multi_dot",
                        "torch.linalg.multi_dot((a, b, c))",
                        in -> Tensor.multiDot(in),
                        floats(2, 5),
                        floats(5, 3),
                        floats(3, 4)),
                op(
                        "linalg.multi_dot",
                        "torch.linalg.multi_dot((a, b, c))",
                        in -> Tensor.multiDot(in),
                        floats(5),
                        floats(5, 3),
                        floats(3)),
                op(
                        "chain_matmul",
                        "torch.chain_matmul(a, b)",
                        in -> Tensor.chainMatmul(in),
                        floats(2, 3),
                        floats(3, 2)));
    }
}
