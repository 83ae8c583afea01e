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
import java.util.stream.Collectors;

/**
 * Where the figures were measured.
 *
 * @param facts names and texts
 * @param peaks what the machine can do, for each number of threads
 */
public record Machine(Map<String, String> facts, Map<Integer, Peaks> peaks) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /**
     * {@return this machine, its peaks measured for these numbers of threads, which takes a second or two each}
     *
     * @param run facts of the run, which come first
     */
    public static Machine measure(Iterable<Integer> threads, Map<String, String> run) {
        Map<Integer, Peaks> peaks = new LinkedHashMap<>();
        threads.forEach(count -> peaks.computeIfAbsent(count, Peaks::measure));
        Map<String, String> facts = new LinkedHashMap<>(run);
        facts.put("vecgrad", Version.current());
        facts.put("processor", processor());
        facts.put("processors", "" + Runtime.getRuntime().availableProcessors());
        facts.put("kernels", Backends.of(Device.CPU).description());
        facts.put("products", withoutHome(Products.gemm().description()));
        facts.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("flags", flags());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        facts.put(
                "load",
                "%.1f at the end of the run: the waiting threads of all processes"
                        .formatted(system.getSystemLoadAverage()));
        peaks.forEach((count, peak) -> facts.put("peak, threads: " + count, peak.toString()));
        return new Machine(facts, peaks);
    }

    /** Those that may matter for speed: not the places of files. */
    private static String flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("--module-path") && !flag.startsWith("-Dvecgrad.home"))
                .collect(Collectors.joining(" "));
    }

    private static String withoutHome(String text) {
        return text.replace(System.getProperty("user.home"), "~");
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
