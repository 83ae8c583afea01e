package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.Input.positives;
import static dev.vecgrad.tests.cases.Input.units;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;
import java.util.stream.Stream;

/** Elementwise ops by the methods users call; each declaration has tests of its own besides. */
final class PointwiseMethodCases {
    private PointwiseMethodCases() {}

    static List<OpCase> all() {
        return Stream.of(ofOne(), ofSeveral(), gates(), ofNumbers(), ofIntegers())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> ofOne() {
        return List.of(
                op("erfinv", "(a * 0.3).erfinv()", in -> in[0].mul(0.3).erfinv(), floats(3, 4)),
                op("lgamma", "a.lgamma()", in -> in[0].lgamma(), positives(3, 4)),
                op("digamma", "a.digamma()", in -> in[0].digamma(), positives(3, 4)),
                op("polygamma", "a.polygamma(2)", in -> in[0].polygamma(2), positives(3, 4)),
                op("i0", "a.i0()", in -> in[0].i0(), floats(3, 4)),
                op("i1", "torch.special.i1(a)", in -> in[0].i1(), floats(3, 4)),
                op("sinc", "a.sinc()", in -> in[0].sinc(), floats(3, 4)),
                op("logit", "a.logit(0.2)", in -> in[0].logit(0.2), units(3, 4)),
                op("sgn", "a.sgn()", in -> in[0].sgn(), floats(3, 4)));
    }

    private static List<OpCase> ofSeveral() {
        return List.of(
                op("atan2", "a.atan2(b)", in -> in[0].atan2(in[1]), floats(3, 4), floats(4)),
                op("hypot", "a.hypot(b)", in -> in[0].hypot(in[1]), floats(3, 4), floats(3, 1)),
                op("logaddexp", "a.logaddexp(b)", in -> in[0].logaddexp(in[1]), floats(3, 4), floats(4)),
                op("logaddexp2", "a.logaddexp2(b)", in -> in[0].logaddexp2(in[1]), floats(3, 4), floats(4)),
                op("xlogy", "a.xlogy(b)", in -> in[0].xlogy(in[1]), floats(3, 4), positives(4)),
                op("xlogy", "a.xlogy(2.5)", in -> in[0].xlogy(2.5), floats(3, 4)),
                op("xlog1py", "torch.special.xlog1py(a, b)", in -> in[0].xlog1py(in[1]), floats(3, 4), positives(4)),
                op("copysign", "a.copysign(b)", in -> in[0].copysign(in[1]), floats(3, 4), floats(4)),
                op("ldexp", "a.ldexp(b)", in -> in[0].ldexp(in[1]), floats(3, 4), floats(4)),
                op("lerp", "a.lerp(b, c)", in -> in[0].lerp(in[1], in[2]), floats(3, 4), floats(4), floats(3, 1)),
                op(
                        "addcmul",
                        "a.addcmul(b, c)",
                        in -> in[0].addcmul(in[1], in[2]),
                        floats(3, 4),
                        floats(4),
                        floats(3, 1)),
                op(
                        "addcdiv",
                        "a.addcdiv(b, c, value=0.5)",
                        in -> in[0].addcdiv(in[1], in[2], 0.5),
                        floats(3, 4),
                        floats(4),
                        positives(3, 1)),
                op("float_power", "a.float_power(b)", in -> in[0].floatPower(in[1]), positives(3, 4), floats(4)));
    }

    private static List<OpCase> gates() {
        return List.of(
                op("clamp", "a.clamp(b, c)", in -> in[0].clamp(in[1], in[2]), floats(3, 4), floats(4), floats(3, 1)),
                op("clamp_min", "a.clamp_min(b)", in -> in[0].clampMin(in[1]), floats(3, 4), floats(4)),
                op("clamp_max", "a.clamp_max(b)", in -> in[0].clampMax(in[1]), floats(3, 4), floats(4)),
                op("prelu", "F.prelu(a, b)", in -> in[0].prelu(in[1]), floats(2, 3, 4), floats(3)),
                op("glu", "F.glu(a)", in -> in[0].glu(-1), floats(3, 4)).ofTheseSizes(),
                op("glu", "F.glu(a, 1)", in -> in[0].glu(1), floats(2, 6, 3)).ofTheseSizes(),
                op("softmin", "F.softmin(a, 1)", in -> in[0].softmin(1), floats(3, 4)),
                op("rrelu", "F.rrelu(a)", in -> in[0].rrelu(), floats(3, 4)),
                op("hardtanh", "F.hardtanh(a, -3.5, 2.7)", in -> in[0].hardtanh(-3.5, 2.7), ints(3, 4))
                        .withoutGradients(),
                op("relu6", "F.relu6(a)", in -> in[0].relu6(), floats(3, 4)),
                op("relu6", "F.relu6(a)", in -> in[0].relu6(), ints(3, 4)).withoutGradients(),
                op("threshold", "F.threshold(a, 0.5, -3.7)", in -> in[0].threshold(0.5, -3.7), ints(3, 4))
                        .withoutGradients(),
                op("nan_to_num", "a.nan_to_num()", in -> in[0].nanToNum(), floats(3, 4)));
    }

    private static List<OpCase> ofNumbers() {
        return List.of(
                op("signbit", "a.signbit()", in -> in[0].signbit(), floats(3, 4))
                        .withoutGradients(),
                op("isposinf", "a.isposinf()", in -> in[0].isposinf(), floats(3, 4))
                        .withoutGradients(),
                op(
                                "isclose",
                                "a.isclose(b, 0.5, 0.25)",
                                in -> in[0].isclose(in[1], 0.5, 0.25, false),
                                floats(3, 4),
                                floats(4))
                        .withoutGradients());
    }

    private static List<OpCase> ofIntegers() {
        return List.of(
                op("gcd", "a.gcd(b)", in -> in[0].gcd(in[1]), ints(3, 4), ints(4))
                        .withoutGradients(),
                op("lcm", "a.lcm(b)", in -> in[0].lcm(in[1]), ints(3, 4), ints(4))
                        .withoutGradients(),
                op("bitwise_left_shift", "a << b", in -> in[0].bitwiseLeftShift(in[1]), ints(3, 4), indices(9, 4))
                        .withoutGradients(),
                op("bitwise_right_shift", "a >> b", in -> in[0].bitwiseRightShift(in[1]), ints(3, 4), indices(9, 4))
                        .withoutGradients(),
                op("bitwise_and", "a & 3", in -> in[0].bitwiseAnd(3), ints(3, 4))
                        .withoutGradients());
    }
}
