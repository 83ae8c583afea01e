package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.ops.PadMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Margins around tensors, and windows over them. */
final class PaddingCases {
    private PaddingCases() {}

    static List<OpCase> all() {
        return Stream.of(pads(), windows()).flatMap(List::stream).toList();
    }

    private static List<OpCase> pads() {
        Input line = floats(2, 3, 5);
        Input plane = floats(1, 2, 4, 5);
        Input space = floats(1, 2, 3, 3, 4);
        return List.of(
                op("pad", "F.pad(a, (1, 2)).square()", in -> in[0].pad(1, 2).square(), line),
                op("pad", "F.pad(a, (1, -2, 0, 1), value=3)", in -> in[0].pad(new long[] {1, -2, 0, 1}, 3), line),
                op("pad", "F.pad(a, (-1, -1)).square()", in -> in[0].pad(-1, -1).square(), line),
                op("pad", "F.pad(a.t(), (1, 0, 0, 2))", in -> in[0].t().pad(1, 0, 0, 2), floats(3, 4)),
                op("pad", "F.pad(a, (1, 1))", in -> in[0].pad(1, 1), floats(3, 0))
                        .ofTheseSizes(),
                pad(PadMode.REFLECT, line, 2, 1),
                pad(PadMode.REFLECT, line, -1, 3),
                pad(PadMode.REFLECT, plane, 1, 2, 3, 0),
                pad(PadMode.REFLECT, space, 1, 2, 0, 1, 2, 2),
                pad(PadMode.REPLICATE, line, 2, 7),
                pad(PadMode.REPLICATE, plane, 1, -2, 3, 0),
                pad(PadMode.REPLICATE, space, 1, 2, 0, 1, 2, 2),
                pad(PadMode.CIRCULAR, line, 2, 1),
                pad(PadMode.CIRCULAR, plane, 1, 2, 4, 0),
                pad(PadMode.CIRCULAR, plane, 1, -1, 0, 1),
                pad(PadMode.CIRCULAR, space, 1, 2, 0, 1, 2, 2));
    }

    private static OpCase pad(PadMode mode, Input x, long... pads) {
        String name = mode.name().toLowerCase(Locale.ROOT);
        String numbers = Arrays.toString(pads);
        return op(
                "pad",
                "F.pad(a, " + numbers + ", '" + name + "').square()",
                in -> in[0].pad(pads, mode).square(),
                x);
    }

    private static List<OpCase> windows() {
        return List.of(
                op(
                        "unfold",
                        "a.unfold(1, 3, 1).square()",
                        in -> in[0].unfold(1, 3, 1).square(),
                        floats(2, 7, 2)),
                op("unfold", "a.unfold(-1, 2, 3)", in -> in[0].unfold(-1, 2, 3), floats(2, 8)),
                op("unfold", "a.unfold(0, 3, 2)", in -> in[0].unfold(0, 3, 2), floats(8, 2)),
                op("unfold", "a.unfold(0, 1, 1)", in -> in[0].unfold(0, 1, 1), floats()),
                op(
                                "unfold",
                                "(lambda c: (c.unfold(0, 2, 2).mul_(b), c.square())[1])(a * 2)",
                                in -> {
                                    var copy = in[0].mul(2);
                                    copy.unfold(0, 2, 2).mul_(in[1]);
                                    return copy.square();
                                },
                                floats(5),
                                floats(2, 2))
                        .ofTheseSizes(),
                op(
                        "as_strided",
                        "a.as_strided((2, 3), (1, 2), 1).square()",
                        in -> in[0].asStrided(new long[] {2, 3}, new long[] {1, 2}, 1)
                                .square(),
                        floats(3, 4)),
                op(
                        "as_strided",
                        "a.as_strided((3, 2), (1, 1)).square()",
                        in -> in[0].asStrided(new long[] {3, 2}, new long[] {1, 1})
                                .square(),
                        floats(7)),
                op(
                                "as_strided",
                                "a.expand(3, 2).as_strided((2, 2), (0, 1)).square()",
                                in -> in[0].expand(3, 2)
                                        .asStrided(new long[] {2, 2}, new long[] {0, 1})
                                        .square(),
                                floats(1, 2))
                        .ofTheseSizes());
    }
}
