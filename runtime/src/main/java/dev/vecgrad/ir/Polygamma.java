package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of {@link MathFn#DIGAMMA}: polygamma(n, x) is the n-th, and the derivative of polygamma(n, x) is polygamma(n + 1, x).
 *
 * <p>{@code (-1)^(n+1) n! (sum over k < N of (x + k)^-(n+1)) } and the asymptotic series at x + N; negative arguments are reflected to
 * {@code 1 - x} by the (n-1)-th derivative of {@code (pi / sin(pi x))^2}, which {@link Derivatives} makes. Computed in float64; a float32 result is
 * that one rounded. Error for n up to 4: for x > 0 at most 32 ulp, for x < 0,
 * where terms cancel, 64 ulp of the greater one; 1 ulp in float32.
 */
public final class Polygamma {
    /** Bernoulli's numbers B_2, B_4, ... */
    private static final double[] BERNOULLI = {
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798
    };

    private static final Map<Integer, Declared> FUNCTIONS = new ConcurrentHashMap<>();

    private Polygamma() {}

    /** {@return polygamma(n, .) for n >= 1} */
    public static Declared of(int n) {
        return FUNCTIONS.computeIfAbsent(
                n,
                _ -> new Declared(
                        "polygamma" + n, 1, args -> expand(n, args.getFirst()), (args, _) -> next(n, args.getFirst())));
    }

    private static List<@Nullable Expr> next(int n, Expr x) {
        return Derivatives.parts(Expr.apply(of(n + 1), x));
    }

    private static Expr expand(int n, Expr x) {
        Expr wide = x.cast(DType.FLOAT64);
        Expr reflect = wide.lt(0);
        Expr positive = ofPositive(n, reflect.select(wide.rsub(1), wide));
        Expr mirrored = n % 2 == 0 ? positive : positive.neg();
        return reflect.select(reflection(n, wide).add(mirrored), positive).cast(x.dtype());
    }

    private static Expr reflection(int n, Expr x) {
        Expr r = x.sub(MathFns.round(x));
        Expr formal = Expr.input(0, DType.FLOAT64);
        Expr term = MathFns.sin(formal.mul(Math.PI)).rdiv(Math.PI).square();
        for (int i = 1; i < n; i++) {
            Expr slope = Derivatives.of(term, List.of(formal), formal.like(1)).getFirst();
            term = slope == null ? formal.like(0) : slope;
        }
        return Substitution.inputs(term, List.of(r));
    }

    private static Expr ofPositive(int n, Expr x) {
        int shift = 10 + 2 * n;
        Expr sum = x.like(0);
        for (int i = shift - 1; i >= 0; i--) {
            sum = sum.add(inversePower(x.add(i), n + 1));
        }
        Expr y = x.lt(shift).select(x.add(shift), x);
        Expr near = x.lt(shift).select(sum.mul(factorial(n)), x.like(0));
        Expr value = near.add(asymptotic(n, y));
        return n % 2 == 0 ? value.neg() : value;
    }

    /** (n-1)! / y^n + n! / (2 y^(n+1)) + sum of B_2k (2k+n-1)! / ((2k)! y^(2k+n)). */
    private static Expr asymptotic(int n, Expr y) {
        double[] series = new double[BERNOULLI.length + 1];
        for (int k = 1; k <= BERNOULLI.length; k++) {
            series[BERNOULLI.length - k] = BERNOULLI[k - 1] * factorial(2 * k + n - 1) / factorial(2 * k);
        }
        series[BERNOULLI.length] = factorial(n - 1);
        Expr inverse = y.rdiv(1);
        Expr even = Format.poly(inverse.square(), series);
        return inverse.fma(inverse.like(factorial(n) / 2), even).mul(inversePower(y, n));
    }

    private static Expr inversePower(Expr x, int n) {
        Expr inverse = x.rdiv(1);
        Expr power = inverse;
        for (int i = 1; i < n; i++) {
            power = power.mul(inverse);
        }
        return power;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
