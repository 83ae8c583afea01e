package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;

/** Functions of whole rows: softmax, logsumexp, variance. */
final class RowCases {
    private RowCases() {}

    static List<OpCase> all() {
        return List.of(
                op("softmax", "a.softmax(-1)", in -> in[0].softmax(-1), floats(3, 4)),
                op("softmax", "a.softmax(0)", in -> in[0].softmax(0), floats(3, 4)),
                op("softmax", "a.softmax(1)", in -> in[0].softmax(1), floats(2, 3, 2)),
                op("log_softmax", "a.log_softmax(-1)", in -> in[0].logSoftmax(-1), floats(3, 4)),
                op("log_softmax", "a.log_softmax(0)", in -> in[0].logSoftmax(0), floats(3, 4)),
                op("logsumexp", "a.logsumexp(1)", in -> in[0].logsumexp(1), floats(2, 3, 4)),
                op("logsumexp", "a.logsumexp((0, 2))", in -> in[0].logsumexp(0, 2), floats(2, 3, 4)),
                op("logsumexp", "a.logsumexp(-1, True)", in -> in[0].logsumexp(new int[] {-1}, true), floats(2, 3)),
                op("var", "a.var(1)", in -> in[0].var(1), floats(2, 3, 4)),
                op(
                        "var",
                        "a.var((0, 1, 2), correction=0)",
                        in -> in[0].var(new int[] {0, 1, 2}, 0, false),
                        floats(2, 3, 4)),
                op("std", "a.std(2)", in -> in[0].std(2), floats(2, 3, 4)),
                op(
                        "std",
                        "a.std(0, correction=0, keepdim=True)",
                        in -> in[0].std(new int[] {0}, 0, true),
                        floats(3, 4)),
                op("var_mean", "torch.var_mean(a, 1)", in -> in[0].varMean(1), floats(2, 3, 4)),
                op(
                        "var_mean",
                        "torch.var_mean(a, (0, 2), correction=0, keepdim=True)",
                        in -> in[0].varMean(new int[] {0, 2}, 0, true),
                        floats(2, 3, 4)),
                op("std_mean", "torch.std_mean(a)", in -> in[0].stdMean(), floats(3, 4)),
                op("aminmax", "torch.aminmax(a)", in -> in[0].aminmax(), floats(3, 4)),
                op("aminmax", "torch.aminmax(a, dim=0, keepdim=True)", in -> in[0].aminmax(0, true), floats(3, 4)));
    }
}
