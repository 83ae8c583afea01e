package dev.vecgrad.cli;

import dev.vecgrad.Version;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.exec.Products;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.spi.Gemm;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.DeviceFinder;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vecgrad doctor}. */
@Command(
        name = "doctor",
        description = "Tells what vecgrad found on this machine, what is missing and how to get it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class DoctorCommand implements Runnable {
    private static final long MIB = 1 << 20;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Override
    public void run() {
        line("vecgrad", Version.current());
        line("Java", Runtime.version() + " at " + System.getProperty("java.home"));
        line("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line("processor", Backends.of(Device.CPU).description());
        line("threads", Threads.get() + " of " + Runtime.getRuntime().availableProcessors() + " processors");
        line(
                "memory",
                "at most " + Memory.stats().limit() / MIB + " MiB outside the heap, heap "
                        + Runtime.getRuntime().maxMemory() / MIB + " MiB");
        line("products", Products.gemm().description());
        for (Gemm gemm : Products.installed()) {
            if (!gemm.isAvailable()) {
                line("missing", gemm.description());
            }
        }
        line("devices", Device.CPU.toString());
        for (DeviceFinder finder : ServiceLoader.load(DeviceFinder.class)) {
            finder.find().forEach(info -> line("", info.toString()));
            line(finder.type(), finder.report());
        }
    }

    private void line(String name, String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf("%-10s %s%n", name, text);
    }
}
