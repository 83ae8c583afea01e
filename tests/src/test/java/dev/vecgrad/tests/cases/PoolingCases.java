package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.PoolOptions;
import dev.vecgrad.nn.Pools;
import java.util.List;
import java.util.stream.Stream;

/** Greatest elements and means of windows, over one dim, two and three, and maxima put back. */
final class PoolingCases {
    private static final PoolOptions PLAIN = Pools.options();

    private PoolingCases() {}

    static List<OpCase> all() {
        return Stream.of(maxima(), places(), means(), adaptiveMeans(), adaptiveMaxima(), unpooled())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> maxima() {
        Input plane = floats(2, 2, 7, 6);
        return List.of(
                maxLine("2", PLAIN, 2, floats(2, 3, 7)),
                maxLine("3, 2, 1, ceil_mode=True", PLAIN.stride(2).padding(1).ceilMode(true), 3, floats(3, 8)),
                maxLine("3, 1, dilation=2", PLAIN.stride(1).dilation(2), 3, floats(1, 2, 9)),
                maxPlane("2", PLAIN, plane, 2),
                maxPlane("3, 2, 1", PLAIN.stride(2).padding(1), plane, 3),
                maxPlane("(3, 2), (1, 2), (1, 0)", PLAIN.stride(1, 2).padding(1, 0), floats(2, 4, 5), 3, 2),
                maxPlane(
                        "3, 2, 1, dilation=(2, 1), ceil_mode=True",
                        PLAIN.stride(2).padding(1).dilation(2, 1).ceilMode(true),
                        plane,
                        3),
                maxPlane("2, 3, ceil_mode=True", PLAIN.stride(3).ceilMode(true), floats(1, 1, 7, 8), 2),
                maxPlane("2", PLAIN, floats(0, 2, 4, 4), 2),
                op(
                                "max_pool2d",
                                "F.max_pool2d(a.transpose(2, 3), 2, 1).square()",
                                in -> Pools.maxPool2d(in[0].transpose(2, 3), PLAIN.stride(1), 2)
                                        .values()
                                        .square(),
                                floats(2, 2, 4, 5))
                        .ofTheseSizes());
    }

    private static List<OpCase> places() {
        return List.of(
                op(
                                "max_pool1d",
                                "F.max_pool1d(a, 3, 2, return_indices=True)[1]",
                                in -> Pools.maxPool1d(in[0], 3, PLAIN.stride(2)).indices(),
                                floats(2, 3, 7))
                        .ofTheseSizes()
                        .withoutGradients(),
                op(
                                "max_pool2d",
                                "F.max_pool2d(a, 3, 2, 1, return_indices=True)[1]",
                                in -> Pools.maxPool2d(in[0], PLAIN.stride(2).padding(1), 3)
                                        .indices(),
                                floats(2, 2, 6, 5))
                        .ofTheseSizes()
                        .withoutGradients(),
                op(
                                "max_pool2d",
                                "F.max_pool2d((a * 0).sqrt(), 2, return_indices=True)[1]",
                                in -> Pools.maxPool2d(in[0].mul(0).sqrt(), PLAIN, 2)
                                        .indices(),
                                floats(1, 4, 4))
                        .ofTheseSizes()
                        .withoutGradients());
    }

    private static List<OpCase> means() {
        Input plane = floats(2, 2, 7, 6);
        return List.of(
                meanLine("2", PLAIN, 2, floats(2, 3, 7)),
                meanLine("3, 2, 1, ceil_mode=True", PLAIN.stride(2).padding(1).ceilMode(true), 3, floats(3, 8)),
                meanLine(
                        "3, 1, 1, count_include_pad=False",
                        PLAIN.stride(1).padding(1).countIncludePad(false),
                        3,
                        floats(1, 2, 5)),
                meanPlane("2", PLAIN, plane, 2),
                meanPlane("3, 2, 1", PLAIN.stride(2).padding(1), plane, 3),
                meanPlane("(3, 2), (1, 2), (1, 0)", PLAIN.stride(1, 2).padding(1, 0), floats(2, 4, 5), 3, 2),
                meanPlane(
                        "3, 2, 1, True, False",
                        PLAIN.stride(2).padding(1).ceilMode(true).countIncludePad(false),
                        plane,
                        3),
                meanPlane("3, 2, 1, True, True", PLAIN.stride(2).padding(1).ceilMode(true), plane, 3),
                meanPlane("2, 3, ceil_mode=True", PLAIN.stride(3).ceilMode(true), floats(1, 1, 7, 8), 2),
                meanPlane("2, divisor_override=3", PLAIN.divisorOverride(3), floats(1, 2, 4, 4), 2),
                meanPlane("2", PLAIN, floats(0, 2, 4, 4), 2),
                op(
                                "avg_pool2d",
                                "F.avg_pool2d(a.transpose(2, 3), 2, 1).square()",
                                in -> Pools.avgPool2d(in[0].transpose(2, 3), PLAIN.stride(1), 2)
                                        .square(),
                                floats(2, 2, 4, 5))
                        .ofTheseSizes());
    }

    private static List<OpCase> adaptiveMeans() {
        Input plane = floats(2, 2, 7, 6);
        return List.of(
                use("adaptive_avg_pool1d", "3", in -> Pools.adaptiveAvgPool1d(in[0], 3), floats(2, 3, 7)),
                use("adaptive_avg_pool1d", "9", in -> Pools.adaptiveAvgPool1d(in[0], 9), floats(3, 4)),
                use("adaptive_avg_pool2d", "1", in -> Pools.adaptiveAvgPool2d(in[0], 1), plane),
                use("adaptive_avg_pool2d", "(7, 3)", in -> Pools.adaptiveAvgPool2d(in[0], 7, 3), plane),
                use("adaptive_avg_pool2d", "(3, 4)", in -> Pools.adaptiveAvgPool2d(in[0], 3, 4), plane),
                use("adaptive_avg_pool2d", "(None, 4)", in -> Pools.adaptiveAvgPool2d(in[0], -1, 4), floats(2, 4, 5)),
                use("adaptive_avg_pool2d", "(5, 8)", in -> Pools.adaptiveAvgPool2d(in[0], 5, 8), floats(1, 1, 1, 3)),
                use("adaptive_avg_pool2d", "2", in -> Pools.adaptiveAvgPool2d(in[0], 2), floats(0, 2, 4, 5)),
                use("adaptive_avg_pool2d", "(0, 2)", in -> Pools.adaptiveAvgPool2d(in[0], 0, 2), floats(2, 4, 5)),
                use(
                        "adaptive_avg_pool3d",
                        "(2, 1, 3)",
                        in -> Pools.adaptiveAvgPool3d(in[0], 2, 1, 3),
                        floats(1, 2, 3, 4, 5)),
                op(
                                "adaptive_avg_pool2d",
                                "F.adaptive_avg_pool2d(a.transpose(1, 3), (3, 2)).square()",
                                in -> Pools.adaptiveAvgPool2d(in[0].transpose(1, 3), 3, 2)
                                        .square(),
                                floats(2, 4, 5, 3))
                        .ofTheseSizes());
    }

    private static List<OpCase> adaptiveMaxima() {
        Input plane = floats(2, 2, 7, 6);
        return List.of(
                use(
                        "adaptive_max_pool1d",
                        "3",
                        in -> Pools.adaptiveMaxPool1d(in[0], 3).values(),
                        floats(2, 3, 7)),
                use(
                        "adaptive_max_pool1d",
                        "4",
                        in -> Pools.adaptiveMaxPool1d(in[0], 4).values(),
                        floats(3, 2)),
                use(
                        "adaptive_max_pool2d",
                        "(3, 4)",
                        in -> Pools.adaptiveMaxPool2d(in[0], 3, 4).values(),
                        plane),
                use(
                        "adaptive_max_pool2d",
                        "(None, 2)",
                        in -> Pools.adaptiveMaxPool2d(in[0], -1, 2).values(),
                        plane),
                use(
                        "adaptive_max_pool2d",
                        "2",
                        in -> Pools.adaptiveMaxPool2d(in[0], 2).values(),
                        floats(0, 2, 4, 5)),
                op(
                                "adaptive_max_pool2d",
                                "F.adaptive_max_pool2d(a.transpose(1, 2), (4, 3), return_indices=True)[1]",
                                in -> Pools.adaptiveMaxPool2d(in[0].transpose(1, 2), 4, 3)
                                        .indices(),
                                floats(2, 7, 5))
                        .ofTheseSizes()
                        .withoutGradients());
    }

    private static List<OpCase> unpooled() {
        return List.of(
                op(
                                "max_unpool1d",
                                "F.max_unpool1d(a, b, 2).square()",
                                in -> Pools.maxUnpool1d(in[0], in[1], 2, PLAIN).square(),
                                floats(2, 3, 4),
                                Input.distinctIndices(2, 8, 2, 3, 4))
                        .ofTheseSizes(),
                op(
                                "max_unpool2d",
                                "F.max_unpool2d(a, b, 2).square()",
                                in -> Pools.maxUnpool2d(in[0], in[1], new long[] {2}, PLAIN)
                                        .square(),
                                floats(2, 2, 1, 4),
                                Input.distinctIndices(3, 16, 2, 2, 1, 4))
                        .ofTheseSizes(),
                op(
                                "max_unpool2d",
                                "F.max_unpool2d(a, b, (3, 2), (2, 3), (1, 0), output_size=(2, 9)).square()",
                                in -> Pools.maxUnpool2d(
                                                in[0],
                                                in[1],
                                                new long[] {3, 2},
                                                PLAIN.stride(2, 3).padding(1, 0),
                                                2,
                                                9)
                                        .square(),
                                floats(2, 1, 3),
                                Input.distinctIndices(2, 18, 2, 1, 3))
                        .ofTheseSizes(),
                op(
                                "max_unpool2d",
                                "F.max_unpool2d(*F.max_pool2d(a, 2, 3, return_indices=True), 2, 3).square()",
                                in -> {
                                    Pools.Maxima found = Pools.maxPool2d(in[0], PLAIN.stride(3), 2);
                                    return Pools.maxUnpool2d(
                                                    found.values(), found.indices(), new long[] {2}, PLAIN.stride(3))
                                            .square();
                                },
                                floats(2, 2, 8, 5))
                        .ofTheseSizes());
    }

    private static OpCase maxLine(String choices, PoolOptions options, long kernel, Input x) {
        return use(
                "max_pool1d",
                choices,
                in -> Pools.maxPool1d(in[0], kernel, options).values(),
                x);
    }

    private static OpCase maxPlane(String choices, PoolOptions options, Input x, long... kernel) {
        return use(
                "max_pool2d",
                choices,
                in -> Pools.maxPool2d(in[0], options, kernel).values(),
                x);
    }

    private static OpCase meanLine(String choices, PoolOptions options, long kernel, Input x) {
        return use("avg_pool1d", choices, in -> Pools.avgPool1d(in[0], kernel, options), x);
    }

    private static OpCase meanPlane(String choices, PoolOptions options, Input x, long... kernel) {
        return use("avg_pool2d", choices, in -> Pools.avgPool2d(in[0], options, kernel), x);
    }

    private interface Function {
        Tensor apply(Tensor[] in);
    }

    private static OpCase use(String name, String choices, Function function, Input x) {
        return op(
                        name,
                        "F." + name + "(a, " + choices + ").square()",
                        in -> function.apply(in).square(),
                        x)
                .ofTheseSizes();
    }
}
