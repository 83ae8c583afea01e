package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Attentions;
import dev.vecgrad.nn.Convolutions;
import dev.vecgrad.nn.Interpolations;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.Norms;
import dev.vecgrad.nn.Pools;
import dev.vecgrad.ops.EmbeddingBags;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.TensorMethods;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.tests.cases.PointwiseCases;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page that lists all ops: what they are called here and in PyTorch, and what they take, found by running their cases. */
final class OperationsList {
    /** Whose static methods are ops, by the name they are called with. */
    private static final Map<String, Class<?>> STATICS = new TreeMap<>(Map.of(
            "Tensor",
            Tensor.class,
            "Convolutions",
            Convolutions.class,
            "Losses",
            Losses.class,
            "LossFunctions",
            LossFunctions.class,
            "Norms",
            Norms.class,
            "Attentions",
            Attentions.class,
            "EmbeddingBags",
            EmbeddingBags.class,
            "Interpolations",
            Interpolations.class,
            "Pools",
            Pools.class));

    private static final String HEAD = """
            # Operations

            Every op that is tested from its declaration or from the table of cases, with the method that users call, PyTorch's name, and the dtypes it takes.
            This page is written by a test: `./mvnw -pl tests -am test -Dtest=OperationsListTest -Dvecgrad.docs.write=true`.
            """;

    private OperationsList() {}

    /** {@return the page} */
    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        addFamily(page, "elementwise", PointwiseCases.all());
        OpCases.families().forEach((family, cases) -> addFamily(page, family, cases));
        return page.toString();
    }

    private static void addFamily(StringBuilder page, String family, List<OpCase> cases) {
        Map<String, List<OpCase>> byName =
                cases.stream().collect(Collectors.groupingBy(OpCase::name, TreeMap::new, Collectors.toList()));
        page.append("\n## ").append(family).append("\n\n");
        page.append("| method | in place | PyTorch | differentiable | dtypes |\n|---|---|---|---|---|\n");
        byName.forEach((name, uses) -> page.append(row(name, uses)).append('\n'));
    }

    private static String row(String name, List<OpCase> uses) {
        String method = camelCase(name);
        return "| "
                + String.join(
                        " | ",
                        code(methodText(method)),
                        isMethod(method + "_") ? code(method + "_") : "",
                        name,
                        uses.stream().anyMatch(OpCase::differentiable) ? "yes" : "no",
                        dtypesText(uses))
                + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String methodText(String method) {
        if (isMethod(method)) {
            return method;
        }
        String shorter = method.replaceAll("Loss$", "");
        return STATICS.entrySet().stream()
                .flatMap(owner -> List.of(method, shorter).stream()
                        .filter(name -> isStatic(owner.getValue(), name))
                        .map(name -> owner.getKey() + "." + name))
                .findFirst()
                .orElse("");
    }

    private static boolean isMethod(String name) {
        return Arrays.stream(TensorMethods.class.getMethods())
                .anyMatch(m -> m.getName().equals(name));
    }

    private static boolean isStatic(Class<?> owner, String name) {
        return Arrays.stream(owner.getMethods()).map(Method::getName).anyMatch(name::equals);
    }

    /** An underscore at the end stays. */
    static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean joins = name.charAt(i) == '_' && i > 0 && i + 1 < name.length();
            text.append(joins ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return text.toString();
    }

    private static String dtypesText(List<OpCase> uses) {
        Set<DType> taken = EnumSet.noneOf(DType.class);
        Arrays.stream(DType.values())
                .filter(dtype -> uses.stream().anyMatch(use -> takes(use, dtype)))
                .forEach(taken::add);
        if (taken.size() == DType.values().length) {
            return "all";
        }
        List<String> names = new ArrayList<>();
        taken.forEach(dtype -> names.add(dtype.toString()));
        return String.join(", ", names);
    }

    private static boolean takes(OpCase use, DType dtype) {
        try {
            return use.results(use.draw(1, dtype)).length > 0;
        } catch (DTypeException _) {
            return false;
        }
    }
}
