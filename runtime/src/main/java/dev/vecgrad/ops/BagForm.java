package dev.vecgrad.ops;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is made of the rows of a bag.
 *
 * @param mode what is made of them
 * @param paddingIdx the row that counts in no bag, negative ones counting from the end; null for none
 * @param scaleGradByFreq whether a row's gradient is divided by how often it was named
 * @param includeLastOffset whether a last offset tells where the last bag ends
 */
public record BagForm(Mode mode, @Nullable Long paddingIdx, boolean scaleGradByFreq, boolean includeLastOffset) {
    /** What is made of a bag's rows; of none, zeros. */
    public enum Mode {
        /** The sum. */
        SUM,
        /** The mean. */
        MEAN,
        /** The greatest of each column. */
        MAX;

        /** {@return its name in PyTorch} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return this form of all rows, where offsets begin bags} */
    public static BagForm of(Mode mode) {
        return new BagForm(mode, null, false, false);
    }
}
