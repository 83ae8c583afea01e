package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.distinctIndices;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Index;
import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ScatterReduction;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Elements picked and written by index tensors. */
final class IndexCases {
    private IndexCases() {}

    static List<OpCase> all() {
        return Stream.of(along(), reductions(), slices(), flat(), parts(), classes(), several(), masks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> along() {
        Input x = floats(2, 4);
        Input index = indices(4, 2, 3);
        Input source = floats(2, 3);
        return List.of(
                op(
                        "gather",
                        "a.gather(1, b).square()",
                        in -> in[0].gather(1, in[1]).square(),
                        x,
                        index),
                op("gather", "a.gather(-2, b)", in -> in[0].gather(-2, in[1]), floats(3, 4), indices(3, 5, 2)),
                op("gather", "a.gather(0, b)", in -> in[0].gather(0, in[1]), floats(7), indices(7, 9)),
                op(
                        "gather",
                        "a.transpose(0, 2).gather(1, b)",
                        in -> in[0].transpose(0, 2).gather(1, in[1]),
                        floats(2, 3, 4),
                        indices(3, 4, 5, 2)),
                op(
                                "take_along_dim",
                                "torch.take_along_dim(a, b - 4, 1).square()",
                                in -> in[0].takeAlongDim(in[1].sub(4), 1).square(),
                                floats(3, 4),
                                indices(4, 1, 2))
                        .ofTheseSizes(),
                op(
                                "take_along_dim",
                                "torch.take_along_dim(a, b)",
                                in -> in[0].takeAlongDim(in[1]),
                                floats(3, 4),
                                indices(12, 5))
                        .ofTheseSizes(),
                op(
                        "scatter",
                        "a.scatter(1, b, c).square()",
                        in -> in[0].scatter(1, in[1], in[2]).square(),
                        x,
                        distinctIndices(1, 4, 2, 3),
                        source),
                op(
                        "scatter",
                        "a.scatter(0, b, c).square()",
                        in -> in[0].scatter(0, in[1], in[2]).square(),
                        floats(5, 3),
                        distinctIndices(0, 5, 4, 2),
                        floats(4, 3)),
                op(
                        "scatter",
                        "a.scatter(1, b, 7).square()",
                        in -> in[0].scatter(1, in[1], 7).square(),
                        x,
                        index),
                op(
                        "scatter_add",
                        "a.scatter_add(1, b, c).square()",
                        in -> in[0].scatterAdd(1, in[1], in[2]).square(),
                        x,
                        index,
                        source),
                op(
                        "scatter_add",
                        "a.scatter_add(0, b, c).square()",
                        in -> in[0].scatterAdd(0, in[1], in[2]).square(),
                        floats(3, 4),
                        indices(3, 5, 4),
                        floats(5, 4)),
                op(
                        "scatter_add_",
                        "a.mul(2).scatter_add_(0, b, c).square()",
                        in -> in[0].mul(2).scatterAdd_(0, in[1], in[2]).square(),
                        floats(6),
                        indices(6, 9),
                        floats(9)),
                op(
                        "scatter_",
                        "a.mul(2).scatter_(1, b, c).square()",
                        in -> in[0].mul(2).scatter_(1, in[1], in[2]).square(),
                        x,
                        distinctIndices(1, 4, 2, 3),
                        source));
    }

    private static List<OpCase> reductions() {
        return Stream.of(ScatterReduction.values())
                .flatMap(reduce -> Stream.of(true, false).map(self -> reduction(reduce, self)))
                .toList();
    }

    private static OpCase reduction(ScatterReduction reduce, boolean self) {
        String name = reduce.name().toLowerCase(Locale.ROOT);
        String include = self ? "True" : "False";
        return op(
                "scatter_reduce",
                "a.scatter_reduce(1, b, c, '" + name + "', include_self=" + include + ").square()",
                in -> in[0].scatterReduce(1, in[1], in[2], reduce, self).square(),
                floats(3, 4),
                indices(4, 3, 5),
                floats(3, 5));
    }

    private static List<OpCase> slices() {
        Input rows = floats(4, 2);
        return List.of(
                op(
                        "index_select",
                        "a.index_select(0, b).square()",
                        in -> in[0].indexSelect(0, in[1]).square(),
                        floats(3, 2),
                        indices(3, 4)),
                op(
                        "index_select",
                        "a.index_select(-1, b)",
                        in -> in[0].indexSelect(-1, in[1]),
                        floats(2, 3, 5),
                        indices(5, 4)),
                op(
                        "index_select",
                        "a.index_select(1, b)",
                        in -> in[0].indexSelect(1, in[1]),
                        floats(2, 3, 5),
                        indices(3, 4)),
                op(
                        "index_add",
                        "a.index_add(0, b, c).square()",
                        in -> in[0].indexAdd(0, in[1], in[2]).square(),
                        floats(3, 2),
                        indices(3, 4),
                        rows),
                op(
                        "index_add",
                        "a.index_add(1, b, c, alpha=3).square()",
                        in -> in[0].indexAdd(1, in[1], in[2], 3).square(),
                        floats(2, 3),
                        indices(3, 4),
                        floats(2, 4)),
                op(
                        "index_add_",
                        "a.mul(2).index_add_(0, b, c).square()",
                        in -> in[0].mul(2).indexAdd_(0, in[1], in[2]).square(),
                        floats(3, 2),
                        indices(3, 4),
                        rows),
                op(
                        "index_copy",
                        "a.index_copy(0, b, c).square()",
                        in -> in[0].indexCopy(0, in[1], in[2]).square(),
                        floats(5, 2),
                        distinctIndices(0, 5, 4),
                        rows),
                op(
                        "index_copy_",
                        "a.mul(2).index_copy_(0, b, c).square()",
                        in -> in[0].mul(2).indexCopy_(0, in[1], in[2]).square(),
                        floats(5, 2),
                        distinctIndices(0, 5, 4),
                        rows),
                op(
                        "index_fill",
                        "a.index_fill(1, b, 3).square()",
                        in -> in[0].indexFill(1, in[1], 3).square(),
                        floats(3, 5),
                        indices(5, 2)),
                op(
                        "index_fill",
                        "a.index_fill(0, b, c).square()",
                        in -> in[0].indexFill(0, in[1], in[2]).square(),
                        floats(5, 3),
                        indices(5, 2),
                        floats()));
    }

    private static List<OpCase> flat() {
        return List.of(
                op("take", "a.take(b).square()", in -> in[0].take(in[1]).square(), floats(3, 4), indices(12, 2, 5))
                        .ofTheseSizes(),
                op("take", "a.t().take(b)", in -> in[0].t().take(in[1]), floats(3, 4), indices(12, 5))
                        .ofTheseSizes(),
                op(
                                "put",
                                "a.put(b, c).square()",
                                in -> in[0].put(in[1], in[2]).square(),
                                floats(3, 4),
                                distinctIndices(0, 12, 5),
                                floats(5))
                        .ofTheseSizes(),
                op(
                                "put",
                                "a.t().put(b, c, accumulate=True).square()",
                                in -> in[0].t().put(in[1], in[2], true).square(),
                                floats(3, 4),
                                indices(12, 5),
                                floats(5))
                        .ofTheseSizes(),
                op(
                                "put_",
                                "a.mul(2).put_(b, c, accumulate=True).square()",
                                in -> in[0].mul(2).put_(in[1], in[2], true).square(),
                                floats(3, 4),
                                indices(12, 5),
                                floats(5))
                        .ofTheseSizes());
    }

    private static List<OpCase> parts() {
        return List.of(
                op(
                        "select_scatter",
                        "a.select_scatter(b, 1, -1).square()",
                        in -> in[0].selectScatter(in[1], 1, -1).square(),
                        floats(3, 4),
                        floats(3)),
                op(
                                "slice_scatter",
                                "a.slice_scatter(b, 1, 1, 4, 2).square()",
                                in -> in[0].sliceScatter(in[1], 1, 1, 4, 2).square(),
                                floats(3, 5),
                                floats(3, 2))
                        .ofTheseSizes(),
                op(
                                "diagonal_scatter",
                                "a.diagonal_scatter(b).square()",
                                in -> in[0].diagonalScatter(in[1]).square(),
                                floats(3, 4),
                                floats(3))
                        .ofTheseSizes(),
                op(
                                "diagonal_scatter",
                                "a.diagonal_scatter(b, -1, 0, 2).square()",
                                in -> in[0].diagonalScatter(in[1], -1, 0, 2).square(),
                                floats(3, 2, 4),
                                floats(2, 2))
                        .ofTheseSizes());
    }

    private static List<OpCase> classes() {
        return List.of(
                op(
                        "embedding",
                        "F.embedding(b, a).square()",
                        in -> in[0].embedding(in[1]).square(),
                        floats(5, 3),
                        indices(5, 2, 4)),
                op("one_hot", "F.one_hot(a, 6)", in -> in[0].oneHot(6), indices(6, 2, 3))
                        .withoutGradients()
                        .ofTheseSizes());
    }

    private static List<OpCase> several() {
        return List.of(
                op(
                        "index",
                        "a[b, c].square()",
                        in -> in[0].get(Index.of(in[1]), Index.of(in[2])).square(),
                        floats(3, 4),
                        indices(3, 5),
                        indices(4, 5)),
                op(
                        "index",
                        "a[:, b].square()",
                        in -> in[0].get(Index.ALL, Index.of(in[1])).square(),
                        floats(2, 3, 4),
                        indices(3, 5, 2)),
                op(
                        "index",
                        "a[b, :, c].square()",
                        in -> in[0].get(Index.of(in[1]), Index.ALL, Index.of(in[2]))
                                .square(),
                        floats(2, 3, 4),
                        indices(2, 5, 1),
                        indices(4, 6)),
                op(
                        "index",
                        "a[1:, None, ..., b].square()",
                        in -> in[0].get(Index.from(1), Index.NEW_DIM, Index.ELLIPSIS, Index.of(in[1]))
                                .square(),
                        floats(3, 2, 4),
                        indices(4, 5)),
                op(
                                "index",
                                "a[b > 0].square()",
                                in -> in[0].get(Index.mask(in[1].gt(0))).square(),
                                floats(3, 4),
                                indices(2, 3))
                        .ofTheseSizes(),
                op(
                        "index_put",
                        "a.index_put((b, c), d, accumulate=True).square()",
                        in -> in[0].indexPut(List.of(in[1], in[2]), in[3], true).square(),
                        floats(3, 4),
                        indices(3, 5),
                        indices(4, 5),
                        floats(5)),
                op(
                        "index_put",
                        "a.index_put((b,), c).square()",
                        in -> in[0].indexPut(List.of(in[1]), in[2], false).square(),
                        floats(5, 3),
                        distinctIndices(0, 5, 4),
                        floats(3)),
                op(
                        "index_put_",
                        "a.mul(2).t().index_put_((b,), c, accumulate=True).square()",
                        in -> in[0].mul(2)
                                .t()
                                .indexPut_(List.of(in[1]), in[2], true)
                                .square(),
                        floats(3, 4),
                        indices(4, 5),
                        floats(5, 3)));
    }

    private static List<OpCase> masks() {
        return List.of(
                op(
                                "masked_fill",
                                "a.masked_fill(b, 2).square()",
                                in -> in[0].maskedFill(in[1], 2).square(),
                                floats(3, 4),
                                bools(4))
                        .comparedIn(DType.FLOAT32, DType.FLOAT64, DType.INT64),
                op(
                        "masked_fill",
                        "a.masked_fill(b, c).square()",
                        in -> in[0].maskedFill(in[1], in[2]).square(),
                        floats(3, 4),
                        bools(3, 1),
                        floats()),
                op(
                        "masked_select",
                        "a.masked_select(b).square()",
                        in -> in[0].maskedSelect(in[1]).square(),
                        floats(3, 4),
                        bools(3, 1)),
                op(
                        "masked_select",
                        "a.t().masked_select(b)",
                        in -> in[0].t().maskedSelect(in[1]),
                        floats(3, 4),
                        bools(4, 3)),
                op(
                        "masked_scatter",
                        "a.masked_scatter(b, c).square()",
                        in -> in[0].maskedScatter(in[1], in[2]).square(),
                        floats(3, 4),
                        bools(3, 4),
                        floats(4, 3)),
                op(
                        "masked_scatter_",
                        "a.mul(2).t().masked_scatter_(b, c).square()",
                        in -> in[0].mul(2).t().maskedScatter_(in[1], in[2]).square(),
                        floats(3, 4),
                        bools(4, 1),
                        floats(4, 3)),
                op(
                        "where",
                        "torch.where(a, b, 2.0).square()",
                        in -> Tensor.where(in[0], in[1], 2).square(),
                        bools(3, 4),
                        floats(4)),
                op(
                        "where",
                        "torch.where(a, 2.0, b).square()",
                        in -> Tensor.where(in[0], 2, in[1]).square(),
                        bools(3, 4),
                        floats(4)));
    }
}
