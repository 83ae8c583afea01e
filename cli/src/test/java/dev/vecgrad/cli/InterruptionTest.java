package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final StringWriter told = new StringWriter();

    @Test
    void aStopWaitsForTheFileThatIsBeingWritten() throws Exception {
        try (Interruption interruption = Interruption.awaited(Path.of("model"), new PrintWriter(told))) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicBoolean written = new AtomicBoolean();
            Thread training = Thread.ofPlatform()
                    .start(() -> keep(interruption, 3, () -> {
                        begun.countDown();
                        sleep();
                        written.set(true);
                    }));
            begun.await();
            interruption.tell();
            assertThat(written).isTrue();
            training.join();
        }
        assertThat(told.toString().strip()).isEqualTo("stopped: model holds the model of epoch 3");
    }

    @Test
    void nothingIsWrittenAfterAStop() throws Exception {
        AtomicBoolean written = new AtomicBoolean();
        try (Interruption interruption = Interruption.awaited(Path.of("model"), new PrintWriter(told))) {
            interruption.tell();
            interruption.keep(1, () -> written.set(true));
        }
        assertThat(written).isFalse();
        assertThat(told.toString()).contains("no epoch had ended");
    }

    private static void keep(Interruption interruption, int epoch, Interruption.Writing writing) {
        try {
            interruption.keep(epoch, writing);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Long enough for a stop that does not wait to be seen. */
    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
