package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.ints;
import static dev.vecgrad.tests.cases.Input.positives;
import static dev.vecgrad.tests.cases.Input.units;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.Declarations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A case for every elementwise declaration, its operands broadcasting. They are compared with PyTorch and used by the fuzzer; what else comes
 * from a case is tested for these by suites of their own, at special values too.
 */
public final class PointwiseCases {
    /** Operands' shapes in turn. */
    private static final long[][] SHAPES = {{3, 4}, {4}, {3, 1}};

    private static final Set<String> POSITIVE =
            Set.of("log", "log2", "log10", "log1p", "sqrt", "rsqrt", "pow", "xlogy", "entr", "acosh");
    private static final Set<String> BELOW_ONE = Set.of("asin", "acos", "atanh", "erfinv", "logit");

    /** Those of torch.nn.functional with one operand. */
    private static final Set<String> FUNCTIONAL =
            Set.of("silu", "mish", "logsigmoid", "softsign", "tanhshrink", "hardswish");

    /**
     * How PyTorch writes a declaration, and its operands that are numbers.
     *
     * @param expression in Python
     * @param numbers the last operands
     */
    private record Use(String expression, double... numbers) {}

    /** Several declarations of one name are numbered. */
    private static final Map<String, Use> USES = Map.ofEntries(
            Map.entry("add.2", new Use("torch.add(a, b, alpha=2.5)", 2.5)),
            Map.entry("sub.2", new Use("torch.sub(a, b, alpha=2.5)", 2.5)),
            Map.entry("div.2", new Use("torch.div(a, b, rounding_mode='trunc')")),
            Map.entry("div.3", new Use("torch.div(a, b, rounding_mode='floor')")),
            // PyTorch's own refuses to be differentiated
            Map.entry("floor_divide", new Use("torch.div(a, b, rounding_mode='floor')")),
            Map.entry("logit.2", new Use("torch.logit(a, 0.2)", 0.2)),
            Map.entry("round.2", new Use("torch.round(a, decimals=1)", 10)),
            Map.entry("round.3", new Use("torch.round(a, decimals=-1)", 10)),
            Map.entry("isclose.1", new Use("torch.isclose(a, b, 0.5, 0.25)", 0.5, 0.25)),
            Map.entry("isclose.2", new Use("torch.isclose(a, b, 0.5, 0.25, True)", 0.5, 0.25)),
            Map.entry("nan_to_num", new Use("torch.nan_to_num(a, 0.5, 2.5, -2.5)", 0.5, 2.5, -2.5)),
            Map.entry("polygamma", new Use("torch.polygamma(1, a)")),
            Map.entry("entr", new Use("torch.special.entr(a)")),
            Map.entry("i1", new Use("torch.special.i1(a)")),
            Map.entry("xlog1py", new Use("torch.special.xlog1py(a, b)")),
            Map.entry("glu", new Use("a * torch.sigmoid(b)")),
            Map.entry("rrelu", new Use("a * b")),
            Map.entry("addcmul", new Use("torch.addcmul(a, b, c, value=0.5)", 0.5)),
            Map.entry("addcdiv", new Use("torch.addcdiv(a, b, c, value=0.5)", 0.5)),
            Map.entry("pow.2", new Use("a.pow(2.5)", 2.5)),
            Map.entry("pow.3", new Use("a.pow(2)")),
            Map.entry("pow.4", new Use("a.pow(3)")),
            Map.entry("pow.5", new Use("a.pow(4)")),
            Map.entry("pow.6", new Use("a.pow(0.5)")),
            Map.entry("pow.7", new Use("a.pow(-1)")),
            Map.entry("acosh", new Use("torch.acosh(a + 1)")),
            Map.entry("masked_fill.1", new Use("torch.where(a, b, c)")),
            Map.entry("masked_fill.2", new Use("torch.where(a, b, c)")),
            Map.entry("hardtanh", new Use("F.hardtanh(a, -1.5, 2.0)", -1.5, 2)),
            Map.entry("leaky_relu", new Use("F.leaky_relu(a, 0.1)", 0.1)),
            Map.entry("elu", new Use("F.elu(a, 1.5)", 1.5)),
            Map.entry("celu", new Use("F.celu(a, 1.5)", 1.5)),
            Map.entry("gelu.1", new Use("F.gelu(a)")),
            Map.entry("gelu.2", new Use("F.gelu(a, approximate='tanh')")),
            Map.entry("softplus", new Use("F.softplus(a, 2.0, 20.0)", 2, 20)),
            // PyTorch's own computes with 1/6 in float32
            Map.entry("hardsigmoid", new Use("(a + 3).clamp(0, 6) / 6")),
            Map.entry("threshold", new Use("F.threshold(a, 0.5, -3.0)", 0.5, -3)),
            Map.entry("hardshrink", new Use("F.hardshrink(a, 0.5)", 0.5)),
            Map.entry("softshrink", new Use("F.softshrink(a, 0.5)", 0.5)),
            Map.entry("clamp", new Use("a.clamp(-1.5, 2.0)", -1.5, 2)),
            Map.entry("clamp_min", new Use("a.clamp_min(0.5)", 0.5)),
            Map.entry("clamp_max", new Use("a.clamp_max(0.5)", 0.5)));

    private PointwiseCases() {}

    /** {@return the cases in the declarations' order} */
    public static List<OpCase> all() {
        Map<String, Integer> total = new HashMap<>();
        Declarations.elementwise().forEach(op -> total.merge(op.name(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        List<OpCase> cases = new ArrayList<>();
        for (Elementwise op : Declarations.elementwise()) {
            int number = seen.merge(op.name(), 1, Integer::sum);
            cases.add(of(op, total.getOrDefault(op.name(), 0) > 1 ? op.name() + "." + number : op.name()));
        }
        return cases;
    }

    private static OpCase of(Elementwise op, String key) {
        Use use = USES.getOrDefault(key, new Use(expression(op)));
        Input[] inputs = new Input[op.arity() - use.numbers.length];
        Arrays.setAll(inputs, i -> input(op, i));
        OpCase made = OpCase.op(op.name(), use.expression, in -> apply(op, use.numbers, in), inputs);
        return hasGradients(op) ? made : made.withoutGradients();
    }

    private static boolean hasGradients(Elementwise op) {
        return switch (op.rule()) {
            case COMPARISON, LOGICAL, BITWISE -> false;
            case NUMBER, FLOATING, ONLY_FLOATING, CHOICE -> true;
        };
    }

    private static String expression(Elementwise op) {
        String module = FUNCTIONAL.contains(op.name()) ? "F." : "torch.";
        return module + op.name() + "(" + "a, b, c, d".substring(0, 3 * op.arity() - 2) + ")";
    }

    private static Input input(Elementwise op, int operand) {
        long[] shape = SHAPES[operand % SHAPES.length];
        return switch (op.rule()) {
            case CHOICE -> operand == 0 ? bools(shape) : floats(shape);
            case BITWISE -> ints(shape);
            case NUMBER, FLOATING, ONLY_FLOATING, COMPARISON, LOGICAL -> number(op.name(), shape);
        };
    }

    private static Input number(String op, long... shape) {
        if (BELOW_ONE.contains(op)) {
            return units(shape);
        }
        return POSITIVE.contains(op) ? positives(shape) : floats(shape);
    }

    private static Tensor apply(Elementwise op, double[] numbers, Tensor... in) {
        Value[] values = Arrays.stream(in)
                .map(x -> op.name().equals("acosh") ? x.add(1L) : x)
                .map(Tensor::value)
                .toArray(Value[]::new);
        boolean floating = Arrays.stream(in).anyMatch(x -> x.dtype().isFloatingPoint());
        Scalar[] scalars = Arrays.stream(numbers)
                .mapToObj(number -> floating ? Scalar.of(number) : Scalar.of((long) number))
                .toArray(Scalar[]::new);
        long mask = ((1L << scalars.length) - 1) << values.length;
        return new Tensor(op.apply(mask, values, scalars));
    }
}
