package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every library function against PyTorch in float64: results, node names, first and second gradients. */
class LibraryFunctionsTest {
    private final GoldenValues golden = new GoldenValues("library_functions.txt");
    private final Map<String, Function<Value[], Value>> cases = new LinkedHashMap<>();

    LibraryFunctionsTest() {
        softmax();
        products();
        statistics();
        extrema();
        elementLosses();
        classLosses();
    }

    @Test
    void everyGoldenCaseIsTested() {
        List<String> names = golden.file().names().stream()
                .filter(name -> name.endsWith(".inputs"))
                .map(name -> name.substring(0, name.length() - ".inputs".length()))
                .toList();
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @TestFactory
    Stream<DynamicTest> matchesPyTorch() {
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
    }

    private void check(String name, Function<Value[], Value> function) {
        Value[] inputs = new Value[(int) golden.file().longs(name + ".inputs")[0]];
        List<Value> wanted = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = golden.value(name + ".x" + i);
            if (inputs[i].dtype().isFloatingPoint() && golden.file().has(name + ".w")) {
                inputs[i].requiresGrad(true);
                wanted.add(inputs[i]);
            }
        }
        Value out = function.apply(inputs);
        golden.assertMatches(out, name + ".out");
        checkNode(name, out);
        if (golden.file().has(name + ".w")) {
            checkGradients(name, wanted.toArray(Value[]::new), out);
        }
    }

    /** PyTorch composes label smoothing and a plain mean of several ops, which are one node here. */
    private void checkNode(String name, Value out) {
        if (golden.file().has(name + ".node") && !name.contains(" 0.2") && !name.equals("mse broadcast")) {
            assertThat(Objects.requireNonNull(out.gradFn()).name())
                    .isEqualTo(golden.file().text(name + ".node"));
        }
    }

    private void checkGradients(String name, Value[] wanted, Value out) {
        boolean again = golden.file().has(name + ".v0");
        Value w = golden.value(name + ".w");
        w.requiresGrad(again);
        @Nullable Value[] gradients = Engine.grad(new Value[] {out}, wanted, new Value[] {w}, true, again, false);
        for (int i = 0; i < gradients.length; i++) {
            golden.assertMatches(Objects.requireNonNull(gradients[i]), name + ".g" + i);
        }
        if (again) {
            checkSecond(name, wanted, w, gradients);
        }
    }

    private void checkSecond(String name, Value[] wanted, Value w, @Nullable Value[] gradients) {
        Value[] directions = new Value[gradients.length];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = golden.value(name + ".v" + i);
        }
        Value[] inputs = Arrays.copyOf(wanted, wanted.length + 1);
        inputs[wanted.length] = w;
        @Nullable Value[] second = Engine.grad(all(gradients), inputs, directions, false, false, true);
        for (int i = 0; i < wanted.length; i++) {
            Value found = second[i];
            if (found == null) {
                assertThat(golden.file().doubles(name + ".h" + i)).containsOnly(0);
            } else {
                golden.assertMatches(found, name + ".h" + i);
            }
        }
        golden.assertMatches(Objects.requireNonNull(second[wanted.length]), name + ".hw");
    }

    private static Value[] all(@Nullable Value[] values) {
        return Arrays.stream(values).map(Objects::requireNonNull).toArray(Value[]::new);
    }

    private void add(String name, Function<Value, Value> function) {
        cases.put(name, in -> function.apply(in[0]));
    }

    private void softmax() {
        List<String> shapes = List.of(
                "1 of 3x5",
                "0 of 4x3",
                "1 of 2x3x4",
                "0 of 7",
                "0 of scalar",
                "1 of 2x1",
                "1 of 0x3",
                "1 extreme",
                "1 special");
        for (String label : shapes) {
            int dim = label.charAt(0) - '0';
            String suffix = label.contains("of") ? label : label.substring(2);
            add("softmax " + suffix, x -> Softmax.softmax(x, dim));
            add("logSoftmax " + suffix, x -> Softmax.logSoftmax(x, dim));
            add("logsumexp " + suffix, x -> Softmax.logsumexp(x, false, dim));
        }
        add("logsumexp all", x -> Softmax.logsumexp(x, false));
        add("logsumexp keepdim", x -> Softmax.logsumexp(x, true, 0, 2));
        add("logsumexp empty", x -> Softmax.logsumexp(x, false, 1));
    }

    private void products() {
        for (String label : List.of("all", "one zero of all", "bool", "none")) {
            add("prod " + label, x -> Reductions.prod(x, false));
        }
        for (String label : List.of("inner", "zeros", "int32")) {
            add("prod " + label, x -> Reductions.prod(x, false, 1));
        }
        add("prod outer keepdim", x -> Reductions.prod(x, true, 0));
        add("prod zeros outer", x -> Reductions.prod(x, false, 0));
    }

    private interface Spread {
        Value of(Value x, double correction, boolean keepdim, int... dims);
    }

    private void statistics() {
        Map<String, Spread> functions = Map.of("var", Statistics::var, "std", Statistics::std);
        functions.forEach((name, f) -> {
            add(name + " all", x -> f.of(x, 1, false));
            add(name + " inner", x -> f.of(x, 1, false, 1));
            add(name + " outer", x -> f.of(x, 1, false, 0));
            add(name + " two keepdim", x -> f.of(x, 0, true, 0, 2));
            add(name + " long", x -> f.of(x, 2, false, 0));
            for (String label : List.of("offset", "constant", "one", "none", "infinite")) {
                add(name + " " + label, x -> f.of(x, 1, false));
            }
        });
    }

    private interface Extreme {
        Value of(Value x, boolean keepdim, int... dims);
    }

    private void extrema() {
        Map<String, Extreme> functions = Map.of("amax", Extrema::amax, "amin", Extrema::amin);
        functions.forEach((name, f) -> {
            add(name + " inner", x -> f.of(x, false, 1));
            add(name + " outer keepdim", x -> f.of(x, true, 0));
            add(name + " all", x -> f.of(x, false));
            add(name + " random", x -> f.of(x, false, 0, 2));
            add(name + " int32", x -> f.of(x, false, 0));
            for (String label : List.of("nan", "infinite", "int64", "bool")) {
                add(name + " " + label, x -> f.of(x, false, 1));
            }
        });
        places("max", Extrema::max, Extrema::max);
        places("min", Extrema::min, Extrema::min);
        add("all inner", x -> Extrema.all(x, false, 1));
        add("any outer", x -> Extrema.any(x, false, 0));
        add("any of all", x -> Extrema.any(x, false));
        add("all of none", x -> Extrema.all(x, false));
        add("any of none", x -> Extrema.any(x, false));
    }

    private interface Along {
        Extrema.Extremum of(Value x, int dim, boolean keepdim);
    }

    private void places(String name, Function<Value, Value> ofAll, Along along) {
        boolean max = name.equals("max");
        add(name + " of all", ofAll);
        add(name + " inner", x -> along.of(x, 1, false).values());
        add(name + " outer keepdim", x -> along.of(x, 0, true).values());
        add(name + " middle", x -> along.of(x, 1, false).values());
        for (String label : List.of("inner", "wide", "nan", "infinite", "int64", "int32")) {
            add("arg" + name + " " + label, x -> max ? Extrema.argmax(x, 1, false) : Extrema.argmin(x, 1, false));
            add(name + " values " + label, x -> along.of(x, 1, false).values());
        }
        add("arg" + name + " outer", x -> along.of(x, 0, false).indices());
        add("arg" + name + " of all", x -> max ? Extrema.argmax(x) : Extrema.argmin(x));
    }

    private void elementLosses() {
        for (LossReduction r : LossReduction.values()) {
            String name = r.name().toLowerCase(Locale.ROOT);
            bce("bce " + name, r);
            cases.put("bce weighted " + name, in -> {
                Value weight = golden.value("bce weighted " + name + ".weight");
                Value positive = golden.value("bce weighted " + name + ".posWeight");
                return LossFunctions.bceWithLogits(in[0], in[1], weight, positive, r);
            });
            cases.put("mse " + name, in -> LossFunctions.mse(in[0], in[1], r));
            cases.put("l1 " + name, in -> LossFunctions.l1(in[0], in[1], r));
            cases.put("huber " + name, in -> LossFunctions.huber(in[0], in[1], r, 0.7));
            cases.put("smoothL1 " + name, in -> LossFunctions.smoothL1(in[0], in[1], r, 0.7));
        }
        bce("bce zero", LossReduction.SUM);
        bce("bce extreme", LossReduction.NONE);
        bce("bce scalar", LossReduction.MEAN);
        bce("bce empty", LossReduction.MEAN);
        bce("bce infinite", LossReduction.NONE);
        cases.put("mse broadcast", in -> LossFunctions.mse(in[0], in[1], LossReduction.MEAN));
        cases.put("mse scalar", in -> LossFunctions.mse(in[0], in[1], LossReduction.MEAN));
    }

    private void bce(String name, LossReduction reduction) {
        cases.put(name, in -> LossFunctions.bceWithLogits(in[0], in[1], null, null, reduction));
    }

    private void classLosses() {
        for (LossReduction r : LossReduction.values()) {
            String name = r.name().toLowerCase(Locale.ROOT);
            for (double smoothing : new double[] {0, 0.2}) {
                String tag = name + " " + smoothing;
                entropy("crossEntropy " + tag, r, -100, smoothing);
                entropy("crossEntropy weighted " + tag, r, 2, smoothing);
                entropy("crossEntropy planes " + tag, r, 1, smoothing);
                entropy("crossEntropy single " + tag, r, -100, smoothing);
                entropy("crossEntropy probabilities " + tag, r, -100, smoothing);
                entropy("crossEntropy probabilities single " + tag, r, -100, smoothing);
            }
            nll("nll " + name, r, -100);
            nll("nll weighted " + name, r, 2);
            nll("nll planes " + name, r, -100);
            nll("nll single " + name, r, -100);
        }
        entropy("crossEntropy all ignored", LossReduction.MEAN, -100, 0);
        entropy("crossEntropy empty", LossReduction.MEAN, -100, 0);
        entropy("crossEntropy impossible", LossReduction.NONE, -100, 0);
        entropy("crossEntropy large", LossReduction.NONE, -100, 0);
    }

    private void entropy(String name, LossReduction reduction, long ignoreIndex, double smoothing) {
        cases.put(
                name, in -> LossFunctions.crossEntropy(in[0], in[1], weight(name), reduction, ignoreIndex, smoothing));
    }

    private void nll(String name, LossReduction reduction, long ignoreIndex) {
        cases.put(name, in -> LossFunctions.nll(in[0], in[1], weight(name), reduction, ignoreIndex));
    }

    private @Nullable Value weight(String name) {
        return golden.file().has(name + ".weight") ? golden.value(name + ".weight") : null;
    }
}
