package dev.vecgrad.bench.jmh;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** JMH's results as rows. */
final class Rows {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Rows() {}

    /** {@return the results of benchmarks of one class} */
    static List<Row> of(Class<? extends Micro> type, Collection<RunResult> results) {
        return results.stream().map(result -> row(type, result)).toList();
    }

    private static Row row(Class<? extends Micro> type, RunResult result) {
        BenchmarkParams params = result.getParams();
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        Map<String, String> values = new LinkedHashMap<>();
        params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
        Micro micro = instance(type, values);
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return new Row(
                type.getSimpleName(),
                method,
                values,
                isBaseline(type, method),
                time.getScore(),
                time.getScoreError(),
                allocated == null ? 0 : allocated.getScore(),
                micro.bytes(),
                micro.flops(),
                micro.threads());
    }

    static boolean isBaseline(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)) {
                return method.isAnnotationPresent(Baseline.class);
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no benchmark " + name);
    }

    /** An object whose parameters are set, to ask what an operation costs. */
    private static Micro instance(Class<? extends Micro> type, Map<String, String> values) {
        try {
            Micro micro = type.getDeclaredConstructor().newInstance();
            for (Map.Entry<String, String> value : values.entrySet()) {
                var field = type.getField(value.getKey());
                field.set(
                        micro,
                        field.getType() == int.class ? (Object) Integer.valueOf(value.getValue()) : value.getValue());
            }
            return micro;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no benchmark with public parameters", e);
        }
    }
}
