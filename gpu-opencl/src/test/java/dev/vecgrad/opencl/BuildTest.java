package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs are built while the virtual machine lives its life. */
class BuildTest {
    private static final int BUILDS = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = RequireOpenCl.get();
    }

    /**
     * The virtual machine stops threads by a trap on a page of its own, a signal. A driver whose compiler is LLVM catches it before the virtual
     * machine does, and deletes the files of the build that is under way.
     */
    @Test
    void threadsThatAreStoppedDoNotDisturbABuild() throws InterruptedException {
        Thread computing = Thread.ofPlatform().daemon().start(BuildTest::compute);
        Thread stopping = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.interrupted()) {
                StackTraceElement[] _ = computing.getStackTrace();
                LockSupport.parkNanos(PAUSE);
            }
        });
        try {
            for (int i = 0; i < BUILDS; i++) {
                String source = "__kernel void run(__global int *a)\n{\n    a[0] = " + System.nanoTime() % 1_000_000
                        + " + " + i + ";\n}\n";
                assertThatCode(() -> backend.programs(source, "run")).doesNotThrowAnyException();
            }
        } finally {
            stopping.interrupt();
            stopping.join();
            computing.interrupt();
            computing.join();
        }
    }

    private static void compute() {
        double value = 1;
        while (!Thread.currentThread().isInterrupted()) {
            for (long i = 0; i < 1_000_000L; i++) {
                value = value * 0.999 + i;
            }
        }
        assertThat(value).isFinite();
    }
}
