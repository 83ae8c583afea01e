package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.ConvOptions;
import dev.vecgrad.nn.Convolutions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions and transposed ones, over one and two dims. */
final class ConvolutionCases {
    private ConvolutionCases() {}

    static List<OpCase> all() {
        ConvOptions plain = Convolutions.options();
        return List.of(
                line("", plain, floats(2, 3, 7), floats(4, 3, 3), floats(4)),
                line("stride=2, padding=1", plain.stride(2).padding(1), floats(2, 3, 7), floats(4, 3, 3)),
                line("dilation=2, groups=3", plain.dilation(2).groups(3), floats(3, 8), floats(6, 1, 3), floats(6)),
                line("padding='same'", plain.padding("same"), floats(2, 2, 5), floats(3, 2, 4), floats(3)),
                plane("", plain, floats(2, 3, 6, 5), floats(4, 3, 3, 3), floats(4)),
                plane("padding=1", plain.padding(1), floats(2, 2, 4, 19), floats(9, 2, 3, 3), floats(9)),
                plane("padding=(2, 0)", plain.padding(2, 0), floats(1, 2, 3, 4), floats(3, 2, 5, 2)),
                plane("", plain, floats(2, 5, 3, 4), floats(3, 5, 1, 1), floats(3)),
                plane("", plain, floats(4, 4, 4), floats(2, 4, 4, 4), floats(2)),
                plane("stride=2", plain.stride(2), floats(2, 2, 7, 6), floats(3, 2, 3, 3), floats(3)),
                plane(
                        "stride=(3, 2), padding=(1, 2), dilation=(2, 1)",
                        plain.stride(3, 2).padding(1, 2).dilation(2, 1),
                        floats(2, 2, 8, 7),
                        floats(3, 2, 2, 4)),
                plane("stride=3", plain.stride(3), floats(2, 2, 8, 7), floats(3, 2, 1, 2)),
                plane("padding=1, groups=4", plain.padding(1).groups(4), floats(2, 4, 5, 5), floats(4, 1, 3, 3)),
                plane(
                        "groups=2, stride=2",
                        plain.groups(2).stride(2),
                        floats(2, 4, 5, 5),
                        floats(6, 2, 3, 2),
                        floats(6)),
                plane("padding='same'", plain.padding("same"), floats(2, 2, 4, 5), floats(3, 2, 2, 3), floats(3)),
                plane(
                        "padding='same', dilation=2",
                        plain.padding("same").dilation(2),
                        floats(1, 2, 5, 6),
                        floats(3, 2, 2, 3)),
                plane("padding='valid'", plain.padding("valid"), floats(1, 2, 5, 6), floats(3, 2, 2, 3)),
                plane("", plain, floats(0, 2, 5, 6), floats(3, 2, 2, 3), floats(3)),
                views(plain),
                turnedLine("", plain, floats(2, 3, 5), floats(3, 4, 3), floats(4)),
                turnedLine(
                        "stride=3, padding=1, output_padding=2",
                        plain.stride(3).padding(1).outputPadding(2),
                        floats(2, 3, 4),
                        floats(3, 2, 4)),
                turnedPlane("", plain, floats(2, 3, 4, 5), floats(3, 4, 3, 2), floats(4)),
                turnedPlane(
                        "stride=2, padding=1, output_padding=1",
                        plain.stride(2).padding(1).outputPadding(1),
                        floats(2, 2, 3, 4),
                        floats(2, 3, 3, 3),
                        floats(3)),
                turnedPlane(
                        "stride=(3, 1), dilation=(1, 2), groups=2",
                        plain.stride(3, 1).dilation(1, 2).groups(2),
                        floats(4, 3, 3),
                        floats(4, 2, 2, 3),
                        floats(4)),
                turnedPlane("padding=2", plain.padding(2), floats(1, 2, 5, 4), floats(2, 3, 3, 3)));
    }

    private interface Function {
        Tensor apply(Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options);
    }

    private static OpCase line(String choices, ConvOptions options, Input... inputs) {
        return use("conv1d", Convolutions::conv1d, choices, options, inputs);
    }

    private static OpCase plane(String choices, ConvOptions options, Input... inputs) {
        return use("conv2d", Convolutions::conv2d, choices, options, inputs);
    }

    private static OpCase turnedLine(String choices, ConvOptions options, Input... inputs) {
        return use("conv_transpose1d", Convolutions::convTranspose1d, choices, options, inputs);
    }

    private static OpCase turnedPlane(String choices, ConvOptions options, Input... inputs) {
        return use("conv_transpose2d", Convolutions::convTranspose2d, choices, options, inputs);
    }

    private static OpCase use(String name, Function function, String choices, ConvOptions options, Input... inputs) {
        String operands = inputs.length == 3 ? "a, b, c" : "a, b";
        String expression = "F." + name + "(" + operands + (choices.isEmpty() ? "" : ", " + choices) + ")";
        return op(name, expression, in -> function.apply(in[0], in[1], in.length == 3 ? in[2] : null, options), inputs)
                .ofTheseSizes();
    }

    private static OpCase views(ConvOptions plain) {
        return op(
                        "conv2d",
                        "F.conv2d(a.transpose(0, 1), b.flip(2).transpose(2, 3), padding=1).square()",
                        in -> Convolutions.conv2d(
                                        in[0].transpose(0, 1), in[1].flip(2).transpose(2, 3), null, plain.padding(1))
                                .square(),
                        floats(2, 2, 4, 5),
                        floats(3, 2, 3, 2))
                .ofTheseSizes();
    }
}
