package dev.vecgrad.ops;

import dev.vecgrad.exec.Check;
import dev.vecgrad.memory.IntegerRange;
import dev.vecgrad.type.IndexException;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether all labels name a class. Operands: how many do not, which the loss has counted; the labels.
 *
 * @param op on whose behalf, for the message
 * @param classes how many there are
 * @param ignoreIndex a label that need not be one
 */
record LabelCheck(String op, long classes, long ignoreIndex) implements Check {
    private static final int COUNT = 0;
    private static final int LABELS = 1;

    @Override
    public boolean passes(IntFunction<@Nullable IntegerRange> known) {
        IntegerRange labels = known.apply(LABELS);
        return labels != null && labels.isWithin(0, classes - 1);
    }

    @Override
    public void test(IntFunction<long[]> read) {
        if (read.apply(COUNT)[0] > 0) {
            throw new IndexException(op + ": Target " + firstOutside(read.apply(LABELS))
                    + " is out of bounds.: labels are from 0 to " + (classes - 1));
        }
    }

    private long firstOutside(long[] labels) {
        return Arrays.stream(labels)
                .filter(label -> label != ignoreIndex && (label < 0 || label >= classes))
                .findFirst()
                .orElseThrow();
    }
}
