package dev.vecgrad.cli;

import dev.vecgrad.cli.train.Epoch;
import dev.vecgrad.cli.train.Trainer;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a training is: on a terminal a line that is drawn anew some times a second, and after every epoch one that stays. */
final class ProgressLine implements AutoCloseable {
    private static final int COLUMNS = 79;
    private static final int LONGEST_BAR = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String CLEAR = "\r\033[K";

    private final long samples;
    private final int epochs;
    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private int epoch;
    private long begun;
    private long drawn;
    private boolean shown;

    ProgressLine(long samples, int epochs, PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.samples = samples;
        this.epochs = epochs;
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** {@return a line that moves if this process has a terminal that can redraw one} */
    static ProgressLine of(long samples, int epochs, PrintWriter out) {
        return new ProgressLine(samples, epochs, out, isTerminal(), System::nanoTime);
    }

    @SuppressWarnings("SystemConsoleNull") // a JDK whose console is the plain one still has none without a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    void begin(int number) {
        epoch = number;
        begun = nanoTime.getAsLong();
        drawn = begun - REDRAW_NANOS;
    }

    void step(Trainer.StepReport report) {
        long now = nanoTime.getAsLong();
        if (terminal && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            shown = true;
            out.print(CLEAR + line(report, now));
            out.flush();
        }
    }

    private String line(Trainer.StepReport report, long now) {
        double share = (double) report.samples() / samples;
        double seconds = Math.max(1, now - begun) * 1e-9;
        String head = "epoch " + epoch + "/" + epochs + " ";
        String tail = String.format(
                Locale.ROOT,
                " %3.0f%%  loss %s  accuracy %.4f  %,.0f samples/s",
                100 * share,
                loss(report.loss()),
                report.accuracy(),
                report.samples() / seconds);
        int room = COLUMNS - head.length() - tail.length() - 2;
        return head + bar(share, Math.clamp(room, 5, LONGEST_BAR)) + tail;
    }

    private static String bar(double share, int length) {
        int done = (int) Math.round(share * length);
        return "[" + "=".repeat(done) + " ".repeat(length - done) + "]";
    }

    void end(Epoch done) {
        close();
        out.printf(
                Locale.ROOT,
                "epoch %d/%d  loss %s  train accuracy %.4f  test accuracy %.4f  %,.0f samples/s%n",
                done.epoch(),
                epochs,
                loss(done.loss()),
                done.trainAccuracy(),
                done.testAccuracy(),
                done.samplesPerSecond());
        out.flush();
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, Math.abs(loss) < 1e5 ? "%.4f" : "%.3e", loss);
    }

    /** Takes the moving line away. */
    @Override
    public void close() {
        if (shown) {
            shown = false;
            out.print(CLEAR);
            out.flush();
        }
    }
}
