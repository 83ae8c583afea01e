package dev.vecgrad.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One workload's timing, how it came about and what was computed.
 *
 * @param label what ran it, and how
 * @param workload its name
 * @param timing how long a step took
 * @param outcome of the twentieth step
 */
public record Result(Label label, String workload, Timing timing, Outcome outcome) {
    private static final JsonMapper JSON = new JsonMapper();

    /** {@return several results of the same, taken in turns, as one} */
    static Result together(List<Result> turns) {
        Result first = turns.getFirst();
        return new Result(
                first.label,
                first.workload,
                Timing.together(turns.stream().map(Result::timing).toList()),
                first.outcome);
    }

    /** {@return the result as one line of JSON} */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", label.engine());
        fields.put("mode", label.mode());
        fields.put("variant", label.variant());
        fields.put("threads", label.threads());
        fields.put("device", label.device());
        fields.put("workload", workload);
        fields.put("us", timing.us());
        fields.put("lo", timing.lo());
        fields.put("hi", timing.hi());
        fields.put("runs", timing.runs());
        fields.put("noise", Math.round(timing.noise() * 1e4) / 1e4);
        putNumber(fields, "loss", outcome.loss());
        putNumber(fields, "gradient", outcome.gradient());
        return json(fields);
    }

    /** {@return fields as a line of JSON} */
    static String json(Map<String, ?> fields) {
        return JSON.writeValueAsString(fields);
    }

    /** {@return the text of a field in a line of JSON, null if there is none} */
    static @Nullable String field(String line, String name) {
        return JSON.readTree(line).path(name).stringValue(null);
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
                new Label(
                        fields.required("engine").asString(),
                        fields.required("mode").asString(),
                        fields.path("variant").asString(""),
                        fields.required("threads").asInt(),
                        fields.path("device").asString("cpu")),
                fields.required("workload").asString(),
                new Timing(
                        fields.required("us").asDouble(),
                        fields.required("lo").asDouble(),
                        fields.required("hi").asDouble(),
                        fields.required("runs").asInt(),
                        fields.required("noise").asDouble()),
                new Outcome(
                        fields.path("loss").asDouble(Double.NaN),
                        fields.path("gradient").asDouble(Double.NaN)));
    }
}
