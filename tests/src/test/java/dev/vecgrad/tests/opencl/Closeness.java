package dev.vecgrad.tests.opencl;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;

/** Whether two tensors of the processor are the same. */
final class Closeness {
    /**
     * Products add in another order: each of two sums of n products is off by at most n ulp of the sum of magnitudes. The cases' sums have at
     * most some hundred products of numbers up to the greatest.
     */
    private static final double FLOAT_ROUNDING = 0x1p-14;

    private static final double DOUBLE_ROUNDING = 0x1p-43;

    private Closeness() {}

    /** {@return the first difference, empty if there is none} */
    static String difference(Tensor expected, Tensor actual) {
        if (expected.dtype() != actual.dtype() || !expected.shape().equals(actual.shape())) {
            return expected.dtype() + " " + expected.shape() + " became " + actual.dtype() + " " + actual.shape();
        }
        double[] a = expected.to(DType.FLOAT64).toDoubleArray();
        double[] b = actual.to(DType.FLOAT64).toDoubleArray();
        double bound = bound(expected.dtype(), a);
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0 && !(Math.abs(a[i] - b[i]) <= bound)) {
                return "element " + i + ": " + a[i] + " became " + b[i];
            }
        }
        return "";
    }

    private static double bound(DType dtype, double[] numbers) {
        double greatest = 1;
        for (double number : numbers) {
            greatest = Double.isFinite(number) ? Math.max(greatest, Math.abs(number)) : greatest;
        }
        return switch (dtype) {
            case FLOAT32 -> greatest * FLOAT_ROUNDING;
            case FLOAT64 -> greatest * DOUBLE_ROUNDING;
            case INT32, INT64, BOOL -> 0;
        };
    }
}
