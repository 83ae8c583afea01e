package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Elements copied to other places, some of them several times or not at all. */
final class RearrangingCases {
    private RearrangingCases() {}

    static List<OpCase> all() {
        return Stream.of(turned(), repeated(), triangles(), diagonals(), differences())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> turned() {
        Input x = floats(3, 4, 2);
        return List.of(
                op("flip", "a.flip(1).square()", in -> in[0].flip(1).square(), x),
                op("flip", "a.flip(0, -1)", in -> in[0].flip(0, -1), x),
                op("flip", "a.t().flip(0)", in -> in[0].t().flip(0), floats(3, 4)),
                op("flip", "a.flip(0, 1)", in -> in[0].flip(0, 1), floats(0, 3)).ofTheseSizes(),
                op("fliplr", "a.fliplr()", in -> in[0].fliplr(), x),
                op("flipud", "a.flipud()", in -> in[0].flipud(), floats(5)),
                op("rot90", "a.rot90().square()", in -> in[0].rot90().square(), x),
                op("rot90", "a.rot90(2, (0, 2))", in -> in[0].rot90(2, 0, 2), x),
                op("rot90", "a.rot90(-1, (2, 1))", in -> in[0].rot90(-1, 2, 1), x),
                op("rot90", "a.rot90(4)", in -> in[0].rot90(4, 0, 1), x),
                op("roll", "a.roll(2).square()", in -> in[0].roll(2).square(), x),
                op("roll", "a.roll(-5, 1)", in -> in[0].roll(-5, 1), x),
                op(
                        "roll",
                        "a.roll((1, -1, 1), (0, 1, 0))",
                        in -> in[0].roll(new long[] {1, -1, 1}, new int[] {0, 1, 0}),
                        x),
                op("roll", "a.t().roll(1, 0)", in -> in[0].t().roll(1, 0), floats(3, 4)));
    }

    private static List<OpCase> repeated() {
        Input x = floats(2, 3);
        return List.of(
                op("repeat", "a.repeat(2, 3).square()", in -> in[0].repeat(2, 3).square(), x),
                op("repeat", "a.repeat(2, 1, 3)", in -> in[0].repeat(2, 1, 3), x),
                op("repeat", "a.repeat(0, 2)", in -> in[0].repeat(0, 2), x),
                op("repeat", "a.repeat(3)", in -> in[0].repeat(3), floats()),
                op("repeat", "a.t().repeat(2, 2)", in -> in[0].t().repeat(2, 2), x),
                op("tile", "a.tile(2)", in -> in[0].tile(2), x),
                op("tile", "a.tile(2, 1, 2)", in -> in[0].tile(2, 1, 2), x),
                op(
                        "repeat_interleave",
                        "a.repeat_interleave(2).square()",
                        in -> in[0].repeatInterleave(2).square(),
                        x),
                op("repeat_interleave", "a.repeat_interleave(3, 0)", in -> in[0].repeatInterleave(3, 0), x),
                op(
                        "repeat_interleave",
                        "a.t().repeat_interleave(2, -1)",
                        in -> in[0].t().repeatInterleave(2, -1),
                        x),
                op(
                                "repeat_interleave",
                                "a.repeat_interleave(torch.tensor([2, 0, 1]), 1).square()",
                                in -> in[0].repeatInterleave(Tensor.of(2L, 0L, 1L), 1)
                                        .square(),
                                x)
                        .ofTheseSizes(),
                op(
                        "repeat_interleave",
                        "a.repeat_interleave(torch.tensor(2))",
                        in -> in[0].repeatInterleave(Tensor.of(2L)),
                        x));
    }

    private static List<OpCase> triangles() {
        Input x = floats(2, 3, 4);
        return List.of(
                op("tril", "a.tril().square()", in -> in[0].tril().square(), x),
                op("tril", "a.tril(-1)", in -> in[0].tril(-1), floats(4, 3)),
                op("tril", "a.t().tril(1)", in -> in[0].t().tril(1), floats(4, 3)),
                op("triu", "a.triu().square()", in -> in[0].triu().square(), x),
                op("triu", "a.triu(2)", in -> in[0].triu(2), x),
                op("triu", "a.triu(-9)", in -> in[0].triu(-9), floats(4, 3)),
                op(
                        "tril",
                        "(a * 2).tril_(1).square()",
                        in -> in[0].mul(2).tril_(1).square(),
                        x),
                op(
                        "triu",
                        "(a * 2).triu_().square()",
                        in -> in[0].mul(2).triu_(0).square(),
                        x));
    }

    private static List<OpCase> diagonals() {
        Input matrix = floats(3, 4);
        Input x = floats(2, 3, 4);
        return List.of(
                op("diagonal", "a.diagonal().square()", in -> in[0].diagonal().square(), matrix),
                op("diagonal", "a.diagonal(1, 0, -1)", in -> in[0].diagonal(1, 0, -1), x),
                op("diagonal", "a.diagonal(-2, 2, 1)", in -> in[0].diagonal(-2, 2, 1), x),
                op("diagonal", "a.diagonal(9)", in -> in[0].diagonal(9, 0, 1), matrix)
                        .ofTheseSizes(),
                op(
                                "diagonal",
                                "(lambda c: (c.diagonal().mul_(b), c)[1])(a * 1)",
                                RearrangingCases::written,
                                matrix,
                                floats(3))
                        .ofTheseSizes(),
                op("diag", "a.diag(1)", in -> in[0].diag(1), matrix),
                op("diag", "a.diag(-2).square()", in -> in[0].diag(-2).square(), floats(3)),
                op("diag_embed", "a.diag_embed()", in -> in[0].diagEmbed(), floats(2, 3)),
                op("diag_embed", "a.diag_embed(1, 0, 2)", in -> in[0].diagEmbed(1, 0, 2), floats(2, 3)),
                op("diag_embed", "a.diag_embed(-1, -1, 0)", in -> in[0].diagEmbed(-1, -1, 0), floats(2, 3)),
                op("diagflat", "a.diagflat(1)", in -> in[0].diagflat(1), floats(2, 2)),
                op("trace", "a.trace().square()", in -> in[0].trace().square(), matrix),
                op("trace", "a.t().trace()", in -> in[0].t().trace(), matrix));
    }

    private static Tensor written(Tensor... in) {
        Tensor copy = in[0].mul(1);
        copy.diagonal().mul_(in[1]);
        return copy;
    }

    private static List<OpCase> differences() {
        Input x = floats(3, 5);
        return List.of(
                op("diff", "a.diff().square()", in -> in[0].diff().square(), x),
                op("diff", "a.diff(2, 0)", in -> in[0].diff(2, 0), x),
                op("diff", "a.diff(9)", in -> in[0].diff(9, -1), x).ofTheseSizes(),
                op("diff", "a.diff(0)", in -> in[0].diff(0, -1), x),
                op("diff", "a.diff(1, 1, b, c)", in -> in[0].diff(1, 1, in[1], in[2]), x, floats(3, 1), floats(3, 2)));
    }
}
