package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A main program of its own, since it wants a JVM that knows few expressions: how long the first call of an elementwise expression takes that was never seen
 * before, but whose primitives have run in others, beside its steady time.
 *
 * <p>Argument: how many more expressions are called once before (0): what plans them is compiled after some thousand.
 */
public final class FirstExpressions {
    private static final int ELEMENTS = 65_536;
    private static final int FAMILIAR = 24;
    private static final int UNSEEN = 12;
    private static final int OPS = 8;
    private static final long FAMILIAR_NANOS = 400_000_000;
    private static final long STEADY_NANOS = 1_000_000_000;

    private final Random random = new Random(1);
    private final Tensor x = new Operands().normal(ELEMENTS);

    private FirstExpressions() {}

    /** Prints microseconds and ratio of some expressions, and the median ratio. */
    public static void main(String[] args) {
        FirstExpressions program = new FirstExpressions();
        for (int i = 0; i < FAMILIAR || !Backends.areSettled(); i++) {
            CallTimes.steady(program.expression(), program.x, FAMILIAR_NANOS);
        }
        for (int i = args.length == 0 ? 0 : Integer.parseInt(args[0]); i > 0; i--) {
            CallTimes.mean(program.expression(), program.x, 1);
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < UNSEEN; i++) {
            ratios.add(program.ratio());
        }
        Collections.sort(ratios);
        System.out.printf("median ratio %.2f, worst %.2f%n", ratios.get(UNSEEN / 2), ratios.getLast());
    }

    private double ratio() {
        UnaryOperator<Tensor> unseen = expression();
        double first = CallTimes.mean(unseen, x, 1);
        double steady = CallTimes.steady(unseen, x, STEADY_NANOS);
        System.out.printf("first %.1f us, steady %.1f us, ratio %.2f%n", first, steady, first / steady);
        return first / steady;
    }

    /** A random expression of one input. */
    private UnaryOperator<Tensor> expression() {
        Expr input = Expr.input(0, DType.FLOAT32);
        Expr expr = input;
        for (int i = 0; i < OPS; i++) {
            expr = longer(expr, input);
        }
        var function = new MapFunction("expression", "", List.of(DType.FLOAT32), List.of(), List.of(expr));
        return in -> new Tensor(function.applySingle(new Value[] {in.value()}));
    }

    private Expr longer(Expr expr, Expr input) {
        return switch (random.nextInt(6)) {
            case 0 -> expr.add(input);
            case 1 -> expr.mul(input);
            case 2 -> expr.sub(input.mul(0.25));
            case 3 -> expr.abs().sqrt();
            case 4 -> expr.div(input.abs().add(1));
            default -> expr.neg().add(0.5);
        };
    }
}
