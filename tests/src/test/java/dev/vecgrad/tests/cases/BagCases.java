package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.BagForm;
import dev.vecgrad.ops.EmbeddingBags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of tables that are looked up and made one for each bag. */
final class BagCases {
    private static final Input VECTOR = indices(5, 7);
    private static final Input ROWS = indices(5, 3, 4);
    private static final Input TABLE = floats(5, 3);

    private BagCases() {}

    static List<OpCase> all() {
        return List.of(
                bags("mode='sum'", BagForm.of(BagForm.Mode.SUM), ROWS),
                bags("mode='mean'", BagForm.of(BagForm.Mode.MEAN), ROWS),
                bags("mode='max'", BagForm.of(BagForm.Mode.MAX), ROWS),
                bags("[0, 2, 2, 6]", "mode='sum'", BagForm.of(BagForm.Mode.SUM), 0, 2, 2, 6),
                bags("[0, 2, 2, 7]", "mode='mean'", BagForm.of(BagForm.Mode.MEAN), 0, 2, 2, 7),
                bags("[0, 0, 3]", "mode='max'", BagForm.of(BagForm.Mode.MAX), 0, 0, 3),
                bags(
                        "[0, 2, 7]",
                        "mode='sum', include_last_offset=True",
                        new BagForm(BagForm.Mode.SUM, null, false, true),
                        0,
                        2,
                        7),
                bags("[0, 4]", "mode='sum', padding_idx=1", new BagForm(BagForm.Mode.SUM, 1L, false, false), 0, 4),
                bags("[0, 4]", "mode='mean', padding_idx=-2", new BagForm(BagForm.Mode.MEAN, -2L, false, false), 0, 4),
                bags("[0, 4]", "mode='max', padding_idx=3", new BagForm(BagForm.Mode.MAX, 3L, false, false), 0, 4),
                weighted(
                        "F.embedding_bag(b, a, torch.tensor([0, 3]), mode='sum', per_sample_weights=c).square()",
                        new long[] {0, 3},
                        BagForm.of(BagForm.Mode.SUM),
                        VECTOR,
                        floats(7)),
                weighted(
                        "F.embedding_bag(b, a, mode='sum', per_sample_weights=c, padding_idx=2).square()",
                        null,
                        new BagForm(BagForm.Mode.SUM, 2L, false, false),
                        ROWS,
                        floats(3, 4)));
    }

    private static OpCase bags(String choices, BagForm form, Input index) {
        return op(
                        "embedding_bag",
                        "F.embedding_bag(b, a, " + choices + ").square()",
                        in -> bag(in[1], in[0], null, null, form).square(),
                        index,
                        TABLE)
                .ofTheseSizes();
    }

    private static OpCase bags(String text, String choices, BagForm form, long... offsets) {
        return op(
                        "embedding_bag",
                        "F.embedding_bag(b, a, torch.tensor(" + text + "), " + choices + ").square()",
                        in -> bag(in[1], in[0], Tensor.of(offsets), null, form).square(),
                        VECTOR,
                        TABLE)
                .ofTheseSizes();
    }

    private static OpCase weighted(
            String expression, long @Nullable [] offsets, BagForm form, Input index, Input weights) {
        return op(
                        "embedding_bag",
                        expression,
                        in -> bag(in[1], in[0], offsets == null ? null : Tensor.of(offsets), in[2], form)
                                .square(),
                        index,
                        TABLE,
                        weights)
                .ofTheseSizes();
    }

    private static Tensor bag(
            Tensor table, Tensor index, @Nullable Tensor offsets, @Nullable Tensor weights, BagForm form) {
        return table.wrap(EmbeddingBags.embeddingBag(
                table.value(),
                index.value(),
                offsets == null ? null : offsets.value(),
                weights == null ? null : weights.value(),
                form));
    }
}
