package dev.vecgrad.opencl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The thread on which drivers are opened and programs are built, one after the other. It cannot change the process's signal handlers, see
 * {@link SignalFilter}, and neither can threads that a driver starts from there.
 */
final class DriverThread {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("vecgrad-opencl").unstarted(() -> {
                SignalFilter.install();
                work.run();
            }));

    private DriverThread() {}

    /** {@return what the work returns; what it throws is thrown here} */
    static <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, THREAD).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
