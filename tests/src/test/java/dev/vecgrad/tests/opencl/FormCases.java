package dev.vecgrad.tests.opencl;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.tests.cases.Input;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cases of odd sizes that need every form of a kernel: vectors that are whole, partial, moved along with a stride or not at all; reductions
 * along rows and columns, whole and in blocks; products with whole vectors and packed ones; index tensors, windows, random words; float64,
 * integers, truth values; second gradients. Few kernels, many sizes.
 */
final class FormCases {
    /** One element, and those around the vectors of GPUs (4) and of processors (16). */
    private static final long[] SIZES = {1, 3, 4, 5, 15, 16, 17, 67};

    /** Above one block of a row, 4096. */
    private static final long ROW = 4099;

    /** Above one block of a column, 256. */
    private static final long COLUMN = 259;

    /** Ops for which GPUs have kernels of their own. */
    private static final Set<String> WINDOWS = Set.of("conv2d", "conv_transpose2d", "max_pool2d");

    private FormCases() {}

    /** {@return the cases} */
    static List<DeviceCase> all() {
        List<DeviceCase> cases = new ArrayList<>();
        for (long n : SIZES) {
            add(cases, op("mul", "a * b", in -> in[0].mul(in[1]), floats(n), floats(n)));
            add(cases, op("mul", "a * b", in -> in[0].mul(in[1]), floats(3, n), floats(n)));
            add(cases, op("mul", "a.t() * b", in -> in[0].t().mul(in[1]), floats(n, 3), floats(3, 1)));
            add(cases, op("sum", "a.sum(1)", in -> in[0].sum(1), floats(3, n)));
            add(cases, op("sum", "a.sum(0)", in -> in[0].sum(0), floats(5, n)));
            add(cases, op("matmul", "a @ b", in -> in[0].matmul(in[1]), floats(7, 5), floats(5, n)));
        }
        add(cases, op("sum", "a.sum()", in -> in[0].sum(), floats(ROW)));
        add(cases, op("amax", "a.t().amax(1)", in -> in[0].t().amax(1), floats(ROW, 2)));
        add(cases, op("sum", "a.sum(0)", in -> in[0].sum(0), floats(COLUMN, 17)));
        add(cases, op("amax", "a.amax(0)", in -> in[0].amax(0), floats(COLUMN, 5)));
        add(cases, op("amax", "a.amax(0)", in -> in[0].amax(0), floats(5, 67)));
        add(cases, op("softmax", "a.softmax(1)", in -> in[0].softmax(1), floats(2, ROW)));
        Compiled summedAndKept = Compiled.ofMany(in -> {
            Tensor squares = in.getFirst().square();
            return List.of(squares, squares.sum());
        });
        OpCase kept = op("sum", "a * a, (a * a).sum()", in -> summedAndKept.callMany(List.of(in[0])), floats(ROW));
        add(cases, kept.withoutGradients());
        add(cases, op("matmul", "a @ b.t()", in -> in[0].matmul(in[1].t()), floats(33, 65), floats(35, 65)));
        add(cases, op("matmul", "a.t() @ b", in -> in[0].t().matmul(in[1]), floats(65, 33), floats(65, 64)));
        OpCase taken = op("index_select", "a[b]", in -> in[0].indexSelect(0, in[1]), floats(9, 33), indices(9, 5));
        add(cases, taken);
        cases.add(new DeviceCase(
                op("sum", "a.sum()", in -> in[0].sum(), ints(ROW)).withoutGradients(), DType.INT64));
        cases.add(new DeviceCase(
                op("any", "a.any(1)", in -> in[0].any(1), bools(3, 17)).withoutGradients(), DType.BOOL));
        add(
                cases,
                op("argmax", "a.argmax(1)", in -> in[0].argmax(1), floats(3, 67))
                        .withoutGradients());
        cases.add(new DeviceCase(op("sum", "a.sum()", in -> in[0].sum(), floats(ROW)), DType.FLOAT64));
        cases.add(new DeviceCase(op("exp", "a.exp()", in -> in[0].exp(), floats(17)), DType.FLOAT64));
        add(
                cases,
                op(
                        "rand",
                        "torch.rand(67) + a",
                        in -> Tensor.rand(new long[] {67}, DType.FLOAT32, Generator.philox(7))
                                .add(in[0]),
                        floats(67)));
        for (String name : WINDOWS) {
            add(
                    cases,
                    OpCases.all().stream()
                            .filter(tested -> tested.name().equals(name))
                            .findFirst()
                            .orElseThrow());
        }
        addSecondGradients(cases);
        return cases;
    }

    private static void add(List<DeviceCase> cases, OpCase tested) {
        cases.add(new DeviceCase(tested, DType.FLOAT32));
    }

    private static void addSecondGradients(List<DeviceCase> cases) {
        Input matrix = floats(3, 5);
        List<OpCase> curved = List.of(
                op("tanh", "a.tanh()", in -> in[0].tanh(), matrix),
                op("mul", "a * b", in -> in[0].mul(in[1]), matrix, matrix),
                op("log_softmax", "a.log_softmax(1)", in -> in[0].logSoftmax(1), matrix),
                op("matmul", "a @ b", in -> in[0].matmul(in[1]), matrix, floats(5, 4)));
        curved.forEach(tested -> cases.add(new DeviceCase(tested, DType.FLOAT32).withSecondGradients()));
    }
}
