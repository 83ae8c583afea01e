package dev.vecgrad.bench.report;

import java.util.Optional;

/**
 * What a step cannot do without.
 *
 * @param flops additions and multiplications; of training steps those of the products
 * @param bytes to and from memory if each operand is read and each result is written once; of training steps also each parameter, gradient and moment of an
 *     optimiser at each use
 */
record Cost(double flops, double bytes) {
    private static final double FLOAT = 4;

    /** Parameters are read forward, backward and by the update, which writes them; gradients are written and read. */
    private static final int SGD_PASSES = 6;

    /** Two moments more, read and written. */
    private static final int ADAM_PASSES = 10;

    /** {@return the cost of a workload, where it is known to the flop} */
    static Optional<Cost> of(String workload) {
        int slash = workload.indexOf('/');
        String kind = workload.substring(0, Math.max(0, slash));
        String size = workload.substring(slash + 1);
        return switch (kind) {
            case "add" -> Optional.of(new Cost(number(size), 3 * FLOAT * number(size)));
            case "sum" -> Optional.of(new Cost(number(size), FLOAT * number(size)));
            case "matmul" -> Optional.of(product(size));
            case "logreg_step" -> Optional.of(network(SGD_PASSES, 800, 10, 1));
            case "mlp_sgd_step" -> Optional.of(network(SGD_PASSES, number(size), 784, 256, 128, 10));
            case "mlp_adam_step" -> Optional.of(network(ADAM_PASSES, number(size), 784, 256, 128, 10));
            case "wide_gelu_adam_step" -> Optional.of(network(ADAM_PASSES, number(size), 1024, 4096, 1024));
            default -> Optional.empty();
        };
    }

    private static double number(String size) {
        return Double.parseDouble(size);
    }

    private static Cost product(String size) {
        String[] sizes = size.contains("x") ? size.split("x", -1) : new String[] {size, size, size};
        double m = number(sizes[0]);
        double k = number(sizes[1]);
        double n = number(sizes[2]);
        return new Cost(2 * m * k * n, FLOAT * (m * k + k * n + m * n));
    }

    /** A product forward and two backward for each layer, but no gradient of the input. */
    private static Cost network(int passes, double batch, double... widths) {
        double flops = 0;
        double bytes = FLOAT * batch * widths[0];
        for (int i = 1; i < widths.length; i++) {
            double weights = widths[i - 1] * widths[i];
            flops += 2 * batch * weights * (i == 1 ? 2 : 3);
            bytes += FLOAT * passes * (weights + widths[i]);
        }
        return new Cost(flops, bytes);
    }

    double intensity() {
        return flops / bytes;
    }
}
