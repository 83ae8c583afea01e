package dev.vecgrad.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of a matrix product: m x k by k x n.
 *
 * @param m rows of the first operand and of the result
 * @param k columns of the first and rows of the second operand
 * @param n columns of the second operand and of the result
 */
public record ProductSize(int m, int k, int n) {
    private static final Pattern TEXT = Pattern.compile("([0-9]+)x([0-9]+)x([0-9]+)");

    static final List<ProductSize> ALL = List.of(
            square(64),
            square(256),
            square(1024),
            square(2048),
            new ProductSize(800, 10, 1),
            new ProductSize(128, 784, 256));

    /**
     * {@return the size that a text like {@code 128x784x256} says}
     *
     * @throws IllegalArgumentException if it says none
     */
    public static ProductSize of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a product's size is MxKxN, but this is '" + text + "'");
        }
        return new ProductSize(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static ProductSize square(int n) {
        return new ProductSize(n, n, n);
    }

    /** {@return the workload's name} */
    String name() {
        return "matmul/" + (m == k && k == n ? "" + n : m + "x" + k + "x" + n);
    }
}
