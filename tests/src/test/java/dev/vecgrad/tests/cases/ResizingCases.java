package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.nn.Interpolations;
import dev.vecgrad.nn.ResizeOptions;
import dev.vecgrad.ops.ResizeMode;
import java.util.List;
import java.util.stream.Stream;

/** Images of other sizes, and elements that change between channels and places. */
final class ResizingCases {
    private static final ResizeOptions PLAIN = Interpolations.options();

    private ResizingCases() {}

    static List<OpCase> all() {
        return Stream.of(nearest(), lines(), planes(), volumes(), shuffled())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> nearest() {
        Input line = floats(2, 3, 5);
        Input plane = floats(1, 2, 4, 6);
        ResizeOptions exact = PLAIN.mode(ResizeMode.NEAREST_EXACT);
        return List.of(
                resized("scale_factor=2", PLAIN.scaleFactor(2), line),
                resized("size=7", PLAIN.size(7), line),
                resized("size=3", PLAIN.size(3), line),
                resized("size=(7, 5)", PLAIN.size(7, 5), plane),
                resized("scale_factor=(1.6, 0.7)", PLAIN.scaleFactor(1.6, 0.7), plane),
                resized(
                        "scale_factor=(1.6, 0.7), recompute_scale_factor=True",
                        PLAIN.scaleFactor(1.6, 0.7).recomputeScaleFactor(true),
                        plane),
                resized("size=(2, 5, 3)", PLAIN.size(2, 5, 3), floats(1, 1, 3, 2, 4)),
                resized("size=3", PLAIN.size(3), floats(0, 2, 4, 6)),
                resized("size=4", PLAIN.size(4), floats(1, 1, 1, 1)),
                resized("size=7", exact.size(7), line),
                resized("scale_factor=0.5", exact.scaleFactor(0.5), line),
                resized("size=(7, 5)", exact.size(7, 5), plane));
    }

    private static List<OpCase> lines() {
        Input line = floats(2, 3, 5);
        ResizeOptions linear = PLAIN.mode(ResizeMode.LINEAR);
        return List.of(
                resized("size=8", linear.size(8), line),
                resized("size=3", linear.size(3), line),
                resized("size=8, align_corners=True", linear.size(8).alignCorners(true), line),
                resized("size=1, align_corners=True", linear.size(1).alignCorners(true), line),
                resized("scale_factor=2.3", linear.scaleFactor(2.3), line),
                resized("scale_factor=1.1", linear.scaleFactor(1.1), line),
                resized("size=4", linear.size(4), floats(2, 1, 1)),
                resized("size=4", PLAIN.mode(ResizeMode.AREA).size(4), line));
    }

    private static List<OpCase> planes() {
        Input plane = floats(1, 2, 4, 5);
        ResizeOptions bilinear = PLAIN.mode(ResizeMode.BILINEAR);
        ResizeOptions bicubic = PLAIN.mode(ResizeMode.BICUBIC);
        return List.of(
                resized("size=(7, 3)", bilinear.size(7, 3), plane),
                resized("scale_factor=2", bilinear.scaleFactor(2), plane),
                resized("size=(3, 9), align_corners=True", bilinear.size(3, 9).alignCorners(true), plane),
                resized("scale_factor=(1.7, 0.6)", bilinear.scaleFactor(1.7, 0.6), plane),
                resized("size=(7, 3)", bicubic.size(7, 3), plane),
                resized("scale_factor=2", bicubic.scaleFactor(2), plane),
                resized("size=(3, 9), align_corners=True", bicubic.size(3, 9).alignCorners(true), plane),
                resized("scale_factor=(1.7, 0.6)", bicubic.scaleFactor(1.7, 0.6), plane),
                resized("size=(3, 4)", bicubic.size(3, 4), floats(2, 1, 1, 2)),
                resized("size=(3, 2)", PLAIN.mode(ResizeMode.AREA).size(3, 2), plane),
                op(
                                "interpolate",
                                "F.interpolate(a.transpose(1, 3), size=(5, 2), mode='bilinear').square()",
                                in -> Interpolations.interpolate(in[0].transpose(1, 3), bilinear.size(5, 2))
                                        .square(),
                                floats(2, 3, 4, 1))
                        .ofTheseSizes());
    }

    private static List<OpCase> volumes() {
        ResizeOptions trilinear = PLAIN.mode(ResizeMode.TRILINEAR);
        return List.of(
                resized("size=(4, 2, 5)", trilinear.size(4, 2, 5), floats(1, 2, 3, 3, 2)),
                resized(
                        "scale_factor=2, align_corners=True",
                        trilinear.scaleFactor(2).alignCorners(true),
                        floats(1, 1, 2, 3, 2)));
    }

    private static OpCase resized(String choices, ResizeOptions options, Input x) {
        return op(
                        "interpolate",
                        "F.interpolate(a, " + choices + ", mode='" + options.mode() + "').square()",
                        in -> Interpolations.interpolate(in[0], options).square(),
                        x)
                .ofTheseSizes();
    }

    private static List<OpCase> shuffled() {
        return List.of(
                op(
                                "pixel_shuffle",
                                "torch.pixel_shuffle(a, 2).square()",
                                in -> in[0].pixelShuffle(2).square(),
                                floats(2, 8, 3, 2))
                        .ofTheseSizes(),
                op("pixel_shuffle", "torch.pixel_shuffle(a, 3)", in -> in[0].pixelShuffle(3), floats(9, 1, 2))
                        .ofTheseSizes(),
                op(
                                "pixel_unshuffle",
                                "torch.pixel_unshuffle(a, 2).square()",
                                in -> in[0].pixelUnshuffle(2).square(),
                                floats(2, 2, 4, 6))
                        .ofTheseSizes(),
                op("pixel_unshuffle", "torch.pixel_unshuffle(a, 3)", in -> in[0].pixelUnshuffle(3), floats(1, 3, 3))
                        .ofTheseSizes(),
                op(
                                "channel_shuffle",
                                "torch.channel_shuffle(a, 2).square()",
                                in -> in[0].channelShuffle(2).square(),
                                floats(2, 6, 3))
                        .ofTheseSizes(),
                op("channel_shuffle", "torch.channel_shuffle(a, 3)", in -> in[0].channelShuffle(3), floats(1, 6, 2, 3))
                        .ofTheseSizes());
    }
}
