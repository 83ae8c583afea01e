package dev.vecgrad.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SimplifierTest {
    private static final Expr X = Expr.input(0, DType.FLOAT32);
    private static final Expr Y = Expr.input(1, DType.FLOAT32);
    private static final Expr I = Expr.input(2, DType.INT32);
    private static final Expr C = Expr.input(3, DType.BOOL);
    private static final Expr TRUE = Expr.literal(DType.BOOL, 1);
    private static final Expr FALSE = Expr.literal(DType.BOOL, 0);
    private static final double[] EXTREMES = {
        0.0,
        -0.0,
        1,
        -1,
        3,
        -2.5,
        1e-45,
        -1e-45,
        3.4028234663852886e38,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private record Case(Expr before, Expr after) {}

    private static Map<String, List<Case>> cases() {
        Map<String, List<Case>> cases = new TreeMap<>();
        cases.put(
                "fold-constants",
                List.of(
                        new Case(X.like(2).add(X.like(3)), X.like(5)),
                        new Case(X.like(1).div(X.like(3)), X.like(1f / 3f)),
                        new Case(I.like(7).cast(DType.FLOAT32), X.like(7)),
                        new Case(X.like(2).lt(3), TRUE)));
        cases.put("mul-one", List.of(new Case(X.mul(1), X), new Case(X.like(1).mul(X), X), new Case(I.mul(1), I)));
        cases.put("div-one", List.of(new Case(X.div(1), X), new Case(I.div(1), I)));
        cases.put(
                "mul-minus-one",
                List.of(new Case(X.mul(-1), X.neg()), new Case(X.like(-1).mul(X), X.neg())));
        cases.put("div-minus-one", List.of(new Case(X.div(-1), X.neg()), new Case(I.div(-1), I.neg())));
        cases.put(
                "div-power-of-two",
                List.of(
                        new Case(X.div(8), X.mul(0.125)),
                        new Case(X.div(-0.25), X.mul(-4)),
                        new Case(X.div(0x1p127), X.mul(0x1p-127))));
        cases.put(
                "add-zero",
                List.of(new Case(X.add(-0.0), X), new Case(X.like(-0.0).add(X), X), new Case(I.add(0), I)));
        cases.put("sub-zero", List.of(new Case(X.sub(0), X), new Case(I.sub(0), I)));
        cases.put(
                "add-neg",
                List.of(new Case(X.add(Y.neg()), X.sub(Y)), new Case(X.neg().add(Y), Y.sub(X))));
        cases.put("sub-neg", List.of(new Case(X.sub(Y.neg()), X.add(Y))));
        cases.put("mul-negs", List.of(new Case(X.neg().mul(Y.neg()), X.mul(Y))));
        cases.put("div-negs", List.of(new Case(X.neg().div(Y.neg()), X.div(Y))));
        cases.put(
                "fma-one",
                List.of(
                        new Case(X.fma(X.like(1), Y), X.add(Y)),
                        new Case(X.like(1).fma(X, Y), X.add(Y))));
        cases.put("neg-neg", List.of(new Case(X.neg().neg(), X)));
        cases.put(
                "abs-neg",
                List.of(new Case(X.neg().abs(), X.abs()), new Case(I.neg().abs(), I.abs())));
        cases.put("abs-abs", List.of(new Case(X.abs().abs(), X.abs())));
        cases.put("eq-self", List.of(new Case(I.eq(I), TRUE)));
        cases.put("ne-self", List.of(new Case(I.ne(I), FALSE)));
        cases.put(
                "not-not", List.of(new Case(C.not().not(), C), new Case(I.not().not(), I)));
        cases.put("not-eq", List.of(new Case(X.eq(Y).not(), X.ne(Y))));
        cases.put("not-ne", List.of(new Case(X.ne(Y).not(), X.eq(Y))));
        cases.put("and-same", List.of(new Case(C.and(C), C)));
        cases.put("or-same", List.of(new Case(C.or(C), C)));
        cases.put("and-constant", List.of(new Case(C.and(TRUE), C), new Case(FALSE.and(C), FALSE)));
        cases.put("or-constant", List.of(new Case(C.or(FALSE), C), new Case(TRUE.or(C), TRUE)));
        cases.put("select-same", List.of(new Case(C.select(X, X), X)));
        cases.put("select-constant", List.of(new Case(TRUE.select(X, Y), X), new Case(FALSE.select(X, Y), Y)));
        cases.put(
                "select-truth", List.of(new Case(C.select(TRUE, FALSE), C), new Case(C.select(FALSE, TRUE), C.not())));
        cases.put("select-not", List.of(new Case(C.not().select(X, Y), C.select(Y, X))));
        cases.put(
                "select-select",
                List.of(
                        new Case(C.select(C.select(X, Y), X.like(7)), C.select(X, X.like(7))),
                        new Case(C.select(X.like(7), C.select(X, Y)), C.select(X.like(7), Y))));
        cases.put(
                "cast-cast",
                List.of(
                        new Case(X.cast(DType.FLOAT64).cast(DType.FLOAT32), X),
                        new Case(I.cast(DType.INT64).cast(DType.FLOAT32), I.cast(DType.FLOAT32)),
                        new Case(C.cast(DType.INT32).cast(DType.FLOAT64), C.cast(DType.FLOAT64))));
        cases.put("bitcast-bitcast", List.of(new Case(X.bitcast(DType.INT32).bitcast(DType.FLOAT32), X)));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFits() {
        Map<String, List<Case>> cases = cases();
        return SimplifierRule.ALL.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    assertThat(cases).containsKey(rule.name());
                    for (Case c : cases.getOrDefault(rule.name(), List.of())) {
                        assertThat(rule.apply((Expr.Op) c.before()))
                                .as(c.before().toString())
                                .isSameAs(c.after());
                        assertThat(Simplifier.simplify(c.before())).isSameAs(c.after());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsExact() {
        return cases().values().stream()
                .flatMap(List::stream)
                .map(c ->
                        DynamicTest.dynamicTest(c.before().toString(), () -> assertSameValues(c.before(), c.after())));
    }

    private static void assertSameValues(Expr before, Expr after) {
        for (double x : EXTREMES) {
            for (double y : EXTREMES) {
                for (int c = 0; c < 2; c++) {
                    long[] leaves = {
                        Scalars.of((float) x),
                        Scalars.of((float) y),
                        Scalars.cast(DType.FLOAT64, DType.INT32, Scalars.of(y)),
                        c
                    };
                    Supplier<String> at = () -> before + " at " + x + ", " + y;
                    assertThat(canonical(before, leaves)).as(at).isEqualTo(canonical(after, leaves));
                }
            }
        }
    }

    private static long canonical(Expr expr, long[] leaves) {
        long bits = Interpreter.evaluate(expr, leaf -> leaves[((Expr.Input) leaf).index()]);
        boolean nan = expr.dtype().isFloatingPoint() && Double.isNaN(Double.longBitsToDouble(bits));
        return nan ? Scalars.of(Double.NaN) : bits;
    }

    @Test
    void keepsWhatIsNotExact() {
        for (Expr kept : List.of(
                X.add(0),
                X.mul(0),
                X.sub(-0.0),
                X.div(3),
                X.sub(Y).neg(),
                X.eq(X),
                X.ne(X),
                X.div(0x1p-127 / 2),
                X.cast(DType.INT32).cast(DType.FLOAT32),
                I.cast(DType.FLOAT32).cast(DType.FLOAT64))) {
            assertThat(Simplifier.simplify(kept)).as(kept.toString()).isSameAs(kept);
        }
    }

    @Test
    void worksUpwards() {
        Expr seeded = X.like(1).mul(X.mul(1).neg()).neg().sub(0);
        assertThat(Simplifier.simplify(seeded)).isSameAs(X);
    }
}
