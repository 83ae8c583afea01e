package dev.vecgrad.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One workload's timing, how it came about and what was computed.
 *
 * @param engine what ran it
 * @param mode how it was run
 * @param variant of vecgrad its scope, {@code step} or {@code none}; of a peer the setting of its process that was best
 * @param threads that computed together
 * @param device where the tensors lived
 * @param workload its name
 * @param timing how long a step took
 * @param outcome of the twentieth step
 */
public record Result(
        String engine,
        String mode,
        String variant,
        int threads,
        String device,
        String workload,
        Timing timing,
        Outcome outcome) {
    private static final JsonMapper JSON = new JsonMapper();

    /** {@return engine and mode, by which results of one run are told apart} */
    public String label() {
        return engine + " " + mode;
    }

    /** {@return the result as one line of JSON} */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", engine);
        fields.put("mode", mode);
        fields.put("variant", variant);
        fields.put("threads", threads);
        fields.put("device", device);
        fields.put("workload", workload);
        fields.put("us", timing.us());
        fields.put("lo", timing.lo());
        fields.put("hi", timing.hi());
        fields.put("runs", timing.runs());
        putNumber(fields, "loss", outcome.loss());
        putNumber(fields, "gradient", outcome.gradient());
        return JSON.writeValueAsString(fields);
    }

    private static void putNumber(Map<String, Object> fields, String name, double value) {
        if (!Double.isNaN(value)) {
            fields.put(name, value);
        }
    }

    /**
     * {@return the result that a line of JSON tells}
     *
     * @throws IllegalArgumentException if it tells none
     */
    public static Result fromJson(String line) {
        try {
            return of(JSON.readTree(line));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no result of a benchmark: " + line, e);
        }
    }

    private static Result of(JsonNode fields) {
        return new Result(
                fields.required("engine").asString(),
                fields.required("mode").asString(),
                fields.path("variant").asString(""),
                fields.required("threads").asInt(),
                fields.path("device").asString("cpu"),
                fields.required("workload").asString(),
                new Timing(
                        fields.required("us").asDouble(),
                        fields.required("lo").asDouble(),
                        fields.required("hi").asDouble(),
                        fields.required("runs").asInt()),
                new Outcome(
                        fields.path("loss").asDouble(Double.NaN),
                        fields.path("gradient").asDouble(Double.NaN)));
    }
}
