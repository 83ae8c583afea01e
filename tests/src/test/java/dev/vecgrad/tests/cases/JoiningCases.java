package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Fold;
import dev.vecgrad.nn.Unfold;
import dev.vecgrad.ops.PatchGrid;
import java.util.List;
import java.util.stream.Stream;

/** Functions of several tensors, grids of all pairs, and patches of images. */
final class JoiningCases {
    private JoiningCases() {}

    static List<OpCase> all() {
        return Stream.of(joined(), grids(), patches()).flatMap(List::stream).toList();
    }

    private static List<OpCase> joined() {
        return List.of(
                op(
                        "hstack",
                        "torch.hstack((a, b)).square()",
                        in -> Tensor.hstack(in).square(),
                        floats(2, 3),
                        floats(2, 1)),
                op("hstack", "torch.hstack((a, b))", in -> Tensor.hstack(in), floats(2), floats()),
                op("vstack", "torch.vstack((a, b))", in -> Tensor.vstack(in), floats(3), floats(2, 3)),
                op("dstack", "torch.dstack((a, b))", in -> Tensor.dstack(in), floats(2, 3), floats(2, 3, 2)),
                op("column_stack", "torch.column_stack((a, b))", in -> Tensor.columnStack(in), floats(3), floats(3, 2)),
                op(
                        "block_diag",
                        "torch.block_diag(a, b, c).square()",
                        in -> Tensor.blockDiag(in).square(),
                        floats(2, 3),
                        floats(2),
                        floats()),
                op(
                        "broadcast_tensors",
                        "torch.broadcast_tensors(a, b)",
                        in -> Tensor.broadcastTensors(in),
                        floats(2, 1),
                        floats(3)));
    }

    private static List<OpCase> grids() {
        return List.of(
                op(
                        "meshgrid",
                        "torch.meshgrid(a, b, c, indexing='ij')",
                        in -> Tensor.meshgrid(in),
                        floats(2),
                        floats(3),
                        floats()),
                op(
                        "meshgrid",
                        "torch.meshgrid(a, b, indexing='xy')",
                        in -> Tensor.meshgrid(List.of(in), "xy"),
                        floats(2),
                        floats(3)),
                op(
                        "cartesian_prod",
                        "torch.cartesian_prod(a, b)",
                        in -> Tensor.cartesianProd(in),
                        floats(2),
                        floats(3)),
                op("combinations", "torch.combinations(a)", in -> Tensor.combinations(in[0]), floats(4)),
                op(
                        "combinations",
                        "torch.combinations(a, 3, True)",
                        in -> Tensor.combinations(in[0], 3, true),
                        floats(3)),
                op(
                                "vander",
                                "torch.vander(a)",
                                in -> Tensor.vander(in[0]),
                                floats(4).asConstant())
                        .withoutGradients());
    }

    private static List<OpCase> patches() {
        PatchGrid three = PatchGrid.of(3).padding(1, 2).stride(2, 1);
        PatchGrid apart = PatchGrid.of(2).dilation(2, 1);
        return List.of(
                op(
                        "unfold",
                        "F.unfold(a, 2).square()",
                        in -> new Unfold(PatchGrid.of(2)).forward(in[0]).square(),
                        floats(2, 2, 4, 3)),
                op(
                        "unfold",
                        "F.unfold(a, 3, padding=(1, 2), stride=(2, 1))",
                        in -> new Unfold(three).forward(in[0]),
                        floats(1, 2, 5, 4)),
                op(
                        "unfold",
                        "F.unfold(a, 2, dilation=(2, 1))",
                        in -> new Unfold(apart).forward(in[0]),
                        floats(2, 4, 3)),
                op(
                                "fold",
                                "F.fold(a, (4, 3), 2).square()",
                                in -> new Fold(4, 3, PatchGrid.of(2))
                                        .forward(in[0])
                                        .square(),
                                floats(2, 4, 6))
                        .ofTheseSizes(),
                op(
                                "fold",
                                "F.fold(a, (5, 4), 3, padding=(1, 2), stride=(2, 1))",
                                in -> new Fold(5, 4, three).forward(in[0]),
                                floats(1, 18, 18))
                        .ofTheseSizes());
    }
}
