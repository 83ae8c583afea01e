package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.positives;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Norms;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Normalisations of batches, layers, groups and instances. */
final class NormCases {
    private NormCases() {}

    static List<OpCase> all() {
        return Stream.of(ofLayers(), ofGroups(), ofBatches(), ofInstances())
                .flatMap(List::stream)
                .toList();
    }

    private static Shape last(Tensor x, int dims) {
        long[] sizes = x.shape().toArray();
        return Shape.of(Arrays.copyOfRange(sizes, Math.max(0, sizes.length - dims), sizes.length));
    }

    private static List<OpCase> ofLayers() {
        return List.of(
                op(
                        "layer_norm",
                        "F.layer_norm(a, a.shape[-1:], b, c)",
                        in -> Norms.layerNorm(in[0], last(in[0], 1), in[1], in[2], 1e-5),
                        floats(3, 4, 5),
                        floats(5),
                        floats(5)),
                op(
                        "layer_norm",
                        "F.layer_norm(a, a.shape[-2:], b, None, 0.1)",
                        in -> Norms.layerNorm(in[0], last(in[0], 2), in[1], null, 0.1),
                        floats(2, 4, 3),
                        floats(4, 3)),
                op(
                        "layer_norm",
                        "F.layer_norm(a.mT, a.shape[1:2])",
                        in -> Norms.layerNorm(in[0].transpose(-2, -1), Shape.of(in[0].size(1)), null, null, 1e-5),
                        floats(2, 4, 3)),
                op(
                        "layer_norm",
                        "F.layer_norm(a, a.shape[1:], b, c)",
                        in -> Norms.layerNorm(in[0], last(in[0], 1), in[1], in[2], 1e-5),
                        floats(0, 4),
                        floats(4),
                        floats(4)),
                op(
                        "layer_norm",
                        "F.layer_norm(a, a.shape[1:], b, c)",
                        in -> Norms.layerNorm(in[0], last(in[0], 1), in[1], in[2], 1e-5),
                        floats(3, 1),
                        floats(1),
                        floats(1)),
                op(
                        "rms_norm",
                        "F.rms_norm(a, a.shape[-1:], b)",
                        in -> Norms.rmsNorm(in[0], last(in[0], 1), in[1], null),
                        floats(3, 5),
                        floats(5)),
                op(
                        "rms_norm",
                        "F.rms_norm(a, a.shape[-2:], None, 0.1)",
                        in -> Norms.rmsNorm(in[0], last(in[0], 2), null, 0.1),
                        floats(2, 3, 4)));
    }

    private static List<OpCase> ofGroups() {
        return List.of(
                op(
                                "group_norm",
                                "F.group_norm(a, 2, b, c)",
                                in -> Norms.groupNorm(in[0], 2, in[1], in[2], 1e-5),
                                floats(3, 6, 4),
                                floats(6),
                                floats(6))
                        .ofTheseSizes(),
                op(
                                "group_norm",
                                "F.group_norm(a.transpose(1, 3), 3, b, c, 0.1)",
                                in -> Norms.groupNorm(in[0].transpose(1, 3), 3, in[1], in[2], 0.1),
                                floats(2, 4, 5, 3),
                                floats(3),
                                floats(3))
                        .ofTheseSizes(),
                op(
                        "group_norm",
                        "F.group_norm(a, 1, None, b)",
                        in -> Norms.groupNorm(in[0], 1, null, in[1], 1e-5),
                        floats(2, 4),
                        floats(4)),
                op(
                                "group_norm",
                                "F.group_norm(a, 2)",
                                in -> Norms.groupNorm(in[0], 2, null, null, 1e-5),
                                floats(2, 4, 3))
                        .ofTheseSizes());
    }

    private static List<OpCase> ofBatches() {
        return List.of(
                op(
                        "batch_norm",
                        "F.batch_norm(a, None, None, b, c, True)",
                        in -> Norms.batchNorm(in[0], null, in[1], in[2], true, 0.1, 1e-5),
                        floats(5, 3),
                        floats(3),
                        floats(3)),
                op(
                        "batch_norm",
                        "F.batch_norm(a, None, None, b, None, True, 0.1, 0.1)",
                        in -> Norms.batchNorm(in[0], null, in[1], null, true, 0.1, 0.1),
                        floats(2, 3, 4, 5),
                        floats(3)),
                op(
                        "batch_norm",
                        "F.batch_norm(a.transpose(1, 2), None, None, None, None, True)",
                        in -> Norms.batchNorm(in[0].transpose(1, 2), null, null, null, true, 0.1, 1e-5),
                        floats(2, 4, 3)),
                op(
                        "batch_norm",
                        "F.batch_norm(a, b, c, d, e)",
                        in -> Norms.batchNorm(in[0], new Norms.Running(in[1], in[2]), in[3], in[4], false, 0.1, 1e-5),
                        floats(4, 3, 2),
                        floats(3).asConstant(),
                        positives(3).asConstant(),
                        floats(3),
                        floats(3)),
                op(
                        "batch_norm",
                        "F.batch_norm(a, b, c)",
                        in -> Norms.batchNorm(in[0], new Norms.Running(in[1], in[2]), null, null, false, 0.1, 1e-5),
                        floats(4, 3),
                        floats(3).asConstant(),
                        positives(3).asConstant()));
    }

    private static List<OpCase> ofInstances() {
        return List.of(
                op(
                        "instance_norm",
                        "F.instance_norm(a, weight=b, bias=c)",
                        in -> Norms.instanceNorm(in[0], null, in[1], in[2], true, 0.1, 1e-5),
                        floats(2, 3, 4),
                        floats(3),
                        floats(3)),
                op(
                        "instance_norm",
                        "F.instance_norm(a)",
                        in -> Norms.instanceNorm(in[0], null, null, null, true, 0.1, 1e-5),
                        floats(2, 3, 4, 2)),
                op(
                        "instance_norm",
                        "F.instance_norm(a, b, c, use_input_stats=False)",
                        in -> Norms.instanceNorm(in[0], new Norms.Running(in[1], in[2]), null, null, false, 0.1, 1e-5),
                        floats(2, 3, 4),
                        floats(3).asConstant(),
                        positives(3).asConstant()),
                op(
                        "local_response_norm",
                        "F.local_response_norm(a, 3, 0.5, 0.75, 2.0)",
                        in -> Norms.localResponseNorm(in[0], 3, 0.5, 0.75, 2),
                        floats(2, 5, 4)),
                op(
                        "local_response_norm",
                        "F.local_response_norm(a, 2)",
                        in -> Norms.localResponseNorm(in[0], 2, 1e-4, 0.75, 1),
                        floats(2, 4, 3, 2)));
    }
}
