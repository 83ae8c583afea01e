package dev.vecgrad.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import org.junit.jupiter.api.Test;

class ExprTest {
    private static final Expr X = Expr.input(0, DType.FLOAT32);

    @Test
    void equalExpressionsAreOneObject() {
        assertThat(X.mul(2).add(MathFns.exp(X)))
                .isSameAs(Expr.input(0, DType.FLOAT32).mul(2).add(MathFns.exp(X)));
        assertThat(Expr.acc(1, 2, DType.FLOAT64)).isSameAs(Expr.acc(1, 2, DType.FLOAT64));
        assertThat(X.like(0.0)).isNotSameAs(X.like(-0.0));
        assertThat(X.like(0.1)).isSameAs(X.like((float) 0.1)).isNotSameAs(Expr.literal(DType.FLOAT64, 0.1));
    }

    @Test
    void wrongDtypesAreErrors() {
        assertThatThrownBy(() -> X.add(Expr.input(0, DType.FLOAT64))).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> X.select(X, X)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> X.and(X)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> X.bitcast(DType.INT64)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> MathFns.exp(Expr.input(0, DType.INT32))).isInstanceOf(DTypeException.class);
    }

    @Test
    void smallTreesPrintInline() {
        assertThat(X.add(Expr.input(1, DType.FLOAT32).mul(2))).hasToString("add(in0, mul(in1, 2.0))");
        assertThat(X.cast(DType.INT64)).hasToString("cast<int64>(in0)");
        assertThat(Expr.literal(DType.BOOL, 1)).hasToString("true");
    }

    @Test
    void sharedPartsAreNumbered() {
        Expr square = X.mul(X);
        assertThat(square.add(square.neg())).hasToString("t0 = mul(in0, in0)\nadd(t0, neg(t0))");
    }

    @Test
    void textIsLinearInSharedNodes() {
        Expr doubled = X;
        for (int i = 0; i < 1000; i++) {
            doubled = doubled.mul(doubled);
        }
        assertThat(doubled.toString().lines()).hasSize(1000);
    }

    @Test
    void deepExpressionsNeedNoDeepStack() {
        Expr deep = X;
        for (int i = 0; i < 100_000; i++) {
            deep = deep.add(1);
        }
        assertThat(Lowering.lower(deep)).isSameAs(deep);
        assertThat(Interpreter.evaluate(deep, 0)).isEqualTo(100_000);
        assertThat(deep.toString().length()).isLessThan(100_000 * 40);
    }
}
