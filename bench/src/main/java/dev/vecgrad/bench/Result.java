package dev.vecgrad.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One workload's timing and how it came about.
 *
 * @param engine what ran it
 * @param mode how it was run
 * @param scoping who gave back the memory of a step
 * @param threads that computed together
 * @param workload its name
 * @param timing how long a step took
 */
public record Result(Engine engine, Mode mode, Scoping scoping, int threads, String workload, Timing timing) {
    private static final JsonMapper JSON = new JsonMapper();

    /** {@return the result as one line of JSON, as the peers' scripts write it} */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", engine.toString());
        fields.put("mode", mode.toString());
        fields.put("scope", scoping.toString());
        fields.put("threads", threads);
        fields.put("workload", workload);
        fields.put("us", timing.us());
        fields.put("lo", timing.lo());
        fields.put("hi", timing.hi());
        fields.put("runs", timing.runs());
        return JSON.writeValueAsString(fields);
    }
}
