package dev.vecgrad.tests.opencl;

import dev.vecgrad.Tensor;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.type.DType;
import java.util.Set;

/**
 * Whether two tensors of the processor are the same: to the bit, for arithmetic, lowered functions and sums mean the same on every device whose
 * division and square root round correctly. Only matrix products add in another order.
 */
final class Closeness {
    /** The ops made of matrix products, whose results and gradients are such sums. */
    private static final Set<String> PRODUCTS = Set.of(
            "matmul",
            "mm",
            "bmm",
            "mv",
            "dot",
            "addmm",
            "addbmm",
            "addmv",
            "baddbmm",
            "chain_matmul",
            "einsum",
            "inner",
            "linalg.multi_dot",
            "matrix_power",
            "scaled_dot_product_attention",
            "tensordot",
            "vdot");

    /** The most products that a sum of these cases has. */
    private static final int MOST_PRODUCTS = 67;

    /** Of a sum of n products each of n steps rounds, in either order by half a unit of the sum of magnitudes so far; second sums double it. */
    private static final int UNITS = 2 * MOST_PRODUCTS;

    private Closeness() {}

    /** {@return the first difference, empty if there is none} */
    static String difference(OpCase tested, Tensor expected, Tensor actual) {
        if (expected.dtype() != actual.dtype() || !expected.shape().equals(actual.shape())) {
            return expected.dtype() + " " + expected.shape() + " became " + actual.dtype() + " " + actual.shape();
        }
        double[] a = expected.to(DType.FLOAT64).toDoubleArray();
        double[] b = actual.to(DType.FLOAT64).toDoubleArray();
        double bound = PRODUCTS.contains(tested.name()) ? UNITS * unit(expected.dtype(), a) : 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0 && !(Math.abs(a[i] - b[i]) <= bound)) {
                return "element " + i + ": " + a[i] + " became " + b[i];
            }
        }
        return "";
    }

    /** {@return the distance of the greatest number, at least 1, from the next one} */
    private static double unit(DType dtype, double[] numbers) {
        double greatest = 1;
        for (double number : numbers) {
            greatest = Double.isFinite(number) ? Math.max(greatest, Math.abs(number)) : greatest;
        }
        return switch (dtype) {
            case FLOAT32 -> Math.ulp((float) greatest);
            case FLOAT64 -> Math.ulp(greatest);
            case INT32, INT64, BOOL -> 0;
        };
    }
}
