package dev.vecgrad.bench.report;

import dev.vecgrad.Version;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.exec.Products;
import dev.vecgrad.type.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the figures were measured.
 *
 * @param facts names and texts
 * @param peaks what the machine can do, for each number of threads
 */
public record Machine(Map<String, String> facts, Map<Integer, Peaks> peaks) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** {@return this machine, its peaks measured for these numbers of threads, which takes a second or two each} */
    public static Machine measure(Iterable<Integer> threads) {
        Map<Integer, Peaks> peaks = new LinkedHashMap<>();
        threads.forEach(count -> peaks.computeIfAbsent(count, Peaks::measure));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("vecgrad", Version.current());
        facts.put("processor", processor());
        facts.put("processors", "" + Runtime.getRuntime().availableProcessors());
        facts.put("kernels", Backends.of(Device.CPU).description());
        facts.put("products", Products.gemm().description());
        facts.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        facts.put(
                "load",
                "%.1f at the end of the run: the waiting threads of all processes"
                        .formatted(system.getSystemLoadAverage()));
        peaks.forEach((count, peak) -> facts.put("peak, threads: " + count, peak.toString()));
        return new Machine(facts, peaks);
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }
}
