package dev.vecgrad.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final long CALL = 10;

    private long now;
    private long waited;

    /** A kernel that is ready after so much time of waiting. */
    private LongPredicate kernel(long needed) {
        long[] left = {needed};
        return nanos -> {
            long step = Math.min(nanos, left[0]);
            left[0] -= step;
            now += step;
            waited += step;
            return left[0] == 0;
        };
    }

    private void call(Preparation preparation) {
        preparation.before(() -> now += CALL);
    }

    @Test
    void theFirstCallOnlyAsks() {
        List<Long> asked = new ArrayList<>();
        Preparation preparation = new Preparation(List.of(nanos -> !asked.add(nanos)), () -> now);
        call(preparation);
        assertThat(asked).isNotEmpty().containsOnly(0L);
    }

    @Test
    void waitingIsAMultipleOfWorkAtMost() {
        Preparation preparation = new Preparation(List.of(kernel(Long.MAX_VALUE)), () -> now);
        for (int calls = 0; calls < 20; calls++) {
            assertThat(waited).isLessThanOrEqualTo(Preparation.PATIENCE * CALL * calls);
            call(preparation);
        }
        assertThat(waited).isEqualTo(Preparation.PATIENCE * CALL * 19);
    }

    @Test
    void whatIsReadyIsNotAskedAgain() {
        List<Long> asked = new ArrayList<>();
        LongPredicate first = kernel(3 * CALL);
        Preparation preparation = new Preparation(
                List.of(
                        nanos -> {
                            asked.add(nanos);
                            return first.test(nanos);
                        },
                        kernel(4 * CALL)),
                () -> now);
        call(preparation);
        call(preparation);
        int before = asked.size();
        call(preparation);
        assertThat(waited).isEqualTo(7 * CALL);
        assertThat(asked).hasSize(before);
    }
}
