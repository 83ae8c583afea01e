package dev.vecgrad.cli;

import dev.vecgrad.cli.train.Epoch;
import dev.vecgrad.cli.train.Trainer;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a training is: a bar on a terminal, and after every epoch a line. */
final class ProgressLine implements AutoCloseable {
    private final long samples;
    private final int epochs;
    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable ProgressBar bar;

    ProgressLine(long samples, int epochs, PrintWriter out) {
        this.samples = samples;
        this.epochs = epochs;
        this.out = out;
        this.terminal = isTerminal();
    }

    @SuppressWarnings("SystemConsoleNull") // a JDK whose console is the plain one still has none without a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    void begin(int epoch) {
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + epoch + "/" + epochs)
                    .setInitialMax(samples)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" samples", 1)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    void step(Trainer.StepReport report) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(report.samples());
            shown.setExtraMessage(
                    String.format(Locale.ROOT, " loss %.4f accuracy %.4f", report.loss(), report.accuracy()));
        }
    }

    void end(Epoch epoch) {
        close();
        out.printf(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  train accuracy %.4f  test accuracy %.4f  %,.0f samples/s%n",
                epoch.epoch(),
                epochs,
                epoch.loss(),
                epoch.trainAccuracy(),
                epoch.testAccuracy(),
                epoch.samplesPerSecond());
        out.flush();
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        bar = null;
        if (shown != null) {
            shown.close();
        }
    }
}
