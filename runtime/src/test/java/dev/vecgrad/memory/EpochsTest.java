package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochsTest {
    @Test
    void aRunningOpHoldsBackWhatIsReleasedAfterItBegan() {
        int op = Epochs.enter();
        long tag = Epochs.tag();
        assertThat(Epochs.advance()).isLessThanOrEqualTo(tag);
        Epochs.exit(op);
        assertThat(Epochs.advance()).isGreaterThan(tag);
    }

    @Test
    void anOpThatBeganLaterDoesNotHoldBack() {
        long tag = Epochs.tag();
        Epochs.advance();
        int op = Epochs.enter();
        assertThat(Epochs.advance()).isGreaterThan(tag);
        Epochs.exit(op);
    }

    @Test
    void theOldestOfNestedOpsCounts() {
        int outer = Epochs.enter();
        long tag = Epochs.tag();
        Epochs.advance();
        int inner = Epochs.enter();
        Epochs.exit(inner);
        assertThat(Epochs.advance()).isLessThanOrEqualTo(tag);
        Epochs.exit(outer);
        assertThat(Epochs.advance()).isGreaterThan(tag);
    }

    @Test
    void moreOpsThanSlotsRunAtOnce() {
        int count = 1000;
        Set<Integer> ops = new HashSet<>();
        long tag = Epochs.tag();
        for (int i = 0; i < count; i++) {
            ops.add(Epochs.enter());
        }
        assertThat(ops).hasSize(count);
        int last = ops.stream().max(Integer::compare).orElseThrow();
        ops.stream().filter(op -> op != last).forEach(Epochs::exit);
        assertThat(Epochs.advance()).isLessThanOrEqualTo(tag);
        Epochs.exit(last);
        assertThat(Epochs.advance()).isGreaterThan(tag);
    }
}
