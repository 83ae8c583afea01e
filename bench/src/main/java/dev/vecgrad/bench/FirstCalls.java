package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A main program of its own, since it wants a fresh JVM: how long the first calls of an op take, and how long those after two seconds. Arguments: an op and
 * a number of elements.
 */
public final class FirstCalls {
    private static final int[] MARKS = {1, 10, 50, 200};
    private static final long STEADY_NANOS = 2_000_000_000;

    private FirstCalls() {}

    /** Prints microseconds a call: the first, the mean of those up to the 10th, the 50th and the 200th, and the steady one. */
    public static void main(String[] args) {
        UnaryOperator<Tensor> op = Objects.requireNonNull(ops().get(args[0]), "no such op");
        Tensor x = new Operands().normal(Integer.parseInt(args[1]));
        StringBuilder line = new StringBuilder(args[0] + "/" + args[1] + ":");
        int done = 0;
        for (int mark : MARKS) {
            line.append(" %.1f".formatted(CallTimes.mean(op, x, mark - done)));
            done = mark;
        }
        double steady = CallTimes.steady(op, x, STEADY_NANOS);
        System.out.println(line.append(" steady %.2f".formatted(steady)));
    }

    private static Map<String, UnaryOperator<Tensor>> ops() {
        Map<String, UnaryOperator<Tensor>> ops = new LinkedHashMap<>();
        ops.put("add", x -> x.add(x));
        ops.put("sigmoid", Tensor::sigmoid);
        ops.put("gelu", Tensor::gelu);
        ops.put("sum", Tensor::sum);
        ops.put("column_sum", x -> x.reshape(-1, 8).sum(0));
        ops.put("softmax", x -> x.reshape(-1, 16).softmax(1));
        return ops;
    }
}
