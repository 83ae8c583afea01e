package dev.vecgrad.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What ran while work was recorded.
 *
 * @param events in the order of their beginnings
 */
public record Profile(List<WorkEvent> events) {
    private static final class Row {
        private long calls;
        private long selfNanos;
        private long bytes;
    }

    /** A profile of these events, in any order. */
    public Profile {
        events = events.stream()
                .sorted(Comparator.comparingLong(WorkEvent::start)
                        .thenComparing(
                                Comparator.comparingLong(WorkEvent::nanos).reversed()))
                .toList();
    }

    /** {@return how many events have a name that begins so; all for an empty one} */
    public long count(String name) {
        return events.stream().filter(event -> event.name().startsWith(name)).count();
    }

    /** {@return the bytes of all events} */
    public long bytes() {
        return events.stream().mapToLong(WorkEvent::bytes).sum();
    }

    /** {@return from the beginning of the first event to the end of the last, in nanoseconds} */
    public long nanos() {
        long end = events.stream()
                .mapToLong(event -> event.start() + event.nanos())
                .max()
                .orElse(0);
        return events.isEmpty() ? 0 : end - events.getFirst().start();
    }

    /** {@return a table by self time: the time of an event less that of events within it on its thread} */
    public String table() {
        Map<String, Row> rows = rows();
        long total = rows.values().stream().mapToLong(row -> row.selfNanos).sum();
        String head = String.format(
                Locale.ROOT, "%-80s %6s %12s %6s %12s %8s%n", "op: kernel", "calls", "self us", "%", "bytes", "GB/s");
        return rows.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().selfNanos))
                .map(entry -> line(entry.getKey(), entry.getValue(), total))
                .collect(Collectors.joining("", head, ""));
    }

    private static String line(String title, Row row, long total) {
        return String.format(
                Locale.ROOT,
                "%-80s %6d %12.1f %6.1f %12d %8.2f%n",
                title,
                row.calls,
                row.selfNanos / 1e3,
                100.0 * row.selfNanos / Math.max(1, total),
                row.bytes,
                (double) row.bytes / Math.max(1, row.selfNanos));
    }

    private Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, Deque<WorkEvent>> open = new HashMap<>();
        for (WorkEvent event : events) {
            Row row = rows.computeIfAbsent(event.title(), _ -> new Row());
            row.calls++;
            row.bytes += event.bytes();
            row.selfNanos += event.nanos();
            Deque<WorkEvent> around = open.computeIfAbsent(event.thread(), _ -> new ArrayDeque<>());
            while (!around.isEmpty() && around.peek().start() + around.peek().nanos() <= event.start()) {
                around.pop();
            }
            if (!around.isEmpty()) {
                rows.computeIfAbsent(around.peek().title(), _ -> new Row()).selfNanos -= event.nanos();
            }
            around.push(event);
        }
        return rows;
    }

    /** {@return the events as JSON that Chrome's trace viewer and Perfetto read, a lane for each thread} */
    public String chromeTrace() {
        long origin = events.isEmpty() ? 0 : events.getFirst().start();
        List<String> lanes = events.stream().map(WorkEvent::thread).distinct().toList();
        List<String> lines = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            lines.add("{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":" + lane + ",\"args\":{\"name\":\""
                    + lanes.get(lane) + "\"}}");
        }
        events.forEach(event -> lines.add(event.chromeTrace(lanes.indexOf(event.thread()), origin)));
        return "{\"traceEvents\":[\n" + String.join(",\n", lines) + "\n]}\n";
    }
}
