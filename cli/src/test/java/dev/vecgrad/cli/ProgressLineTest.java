package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.cli.train.Epoch;
import dev.vecgrad.cli.train.Trainer.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter text = new StringWriter();
    private long now;

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(60_000, 12, new PrintWriter(text), terminal, () -> now);
    }

    @Test
    void inAPipeThereIsALineAnEpoch() {
        try (ProgressLine line = line(false)) {
            line.begin(1);
            line.step(new StepReport(64, 2.3, 0.1));
            line.end(new Epoch(1, 0.512345, 0.8, 0.75, 12345.6));
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "epoch 1/12  loss 0.5123  train accuracy 0.8000  test accuracy 0.7500  12,346 samples/s");
    }

    @Test
    void onATerminalOneLineOfItsWidthIsDrawnAnew() {
        try (ProgressLine line = line(true)) {
            line.begin(12);
            now = 1_000_000_000;
            line.step(new StepReport(30_000, 0.51234, 0.8034));
            now += 50_000_000;
            line.step(new StepReport(31_000, 0.5, 0.81));
            now += 50_000_000;
            line.step(new StepReport(60_000, 123456789, 1));
        }
        String[] drawn = text.toString().split("\\r\\033\\[K", -1);
        assertThat(drawn).hasSize(4);
        assertThat(drawn[1])
                .isEqualTo("epoch 12/12 [======      ]  50%  loss 0.5123  accuracy 0.8034  30,000 samples/s");
        assertThat(drawn[2]).startsWith("epoch 12/12 [====").contains("100%  loss 1.235e+08  accuracy 1.0000");
        assertThat(drawn[3]).isEmpty();
        assertThat(drawn).allSatisfy(one -> assertThat(one).hasSizeLessThanOrEqualTo(79));
    }
}
