package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import org.jspecify.annotations.Nullable;

/** Matrix products. Floating ones run in the matrix library; integer ones are sums of products. */
public final class Products {
    private Products() {}

    /** {@return the product by PyTorch's rules for each pair of ranks: dot, matrix-vector, matrix-matrix, batches that broadcast} */
    public static Value matmul(Value a, Value b) {
        return matmul("matmul", a, b);
    }

    /** The same in the name of an op that it is a case of. */
    static Value matmul(String op, Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new ShapeException(op + ": both arguments to matmul need to be at least 1D, but they are " + a.rank()
                    + "D and " + b.rank() + "D");
        }
        requireOneDType(op, a, b);
        Value left = a.rank() == 1 ? Movement.unsqueeze(a, 0) : a;
        Value right = b.rank() == 1 ? Movement.unsqueeze(b, 1) : b;
        requireInner(op, a, b, left, right);
        Value product = matrices(left, right);
        Value rows = a.rank() == 1 ? Movement.squeeze(product, -2) : product;
        return b.rank() == 1 ? Movement.squeeze(rows, -1) : rows;
    }

    private static void requireInner(String op, Value a, Value b, Value left, Value right) {
        long k = left.shape().size(left.rank() - 1);
        long rows = right.shape().size(right.rank() - 2);
        if (k != rows) {
            throw new ShapeException(op + ": " + sentence(a, b, left, right) + ": the last dim of mat1 (" + k
                    + ") must equal dim -2 of mat2 (" + rows + ")");
        }
    }

    private static String sentence(Value a, Value b, Value left, Value right) {
        if (a.rank() == 1 && b.rank() == 1) {
            return "inconsistent tensor size, expected tensor " + a.shape() + " and src " + b.shape()
                    + " to have the same number of elements";
        }
        long rows = right.shape().size(right.rank() - 2);
        if (b.rank() == 1) {
            return "size mismatch, got input (" + rowCount(left) + "), mat (" + rowCount(left) + "x"
                    + left.shape().size(left.rank() - 1) + "), vec (" + rows + ")";
        }
        if (b.rank() > 2) {
            long batch = batchCount(left, right);
            return "Expected size for first two dimensions of batch2 tensor to be: [" + batch + ", "
                    + left.shape().size(left.rank() - 1) + "] but got: [" + batch + ", " + rows + "].";
        }
        return "mat1 and mat2 shapes cannot be multiplied (" + rowCount(left) + "x"
                + left.shape().size(left.rank() - 1) + " and " + matrixText(right) + ")";
    }

    private static long rowCount(Value x) {
        return rows(x.shape().toArray());
    }

    private static long batchCount(Value left, Value right) {
        return Shape.broadcast("matmul", Gemms.leading(left), Gemms.leading(right))
                .numel();
    }

    private static String matrixText(Value x) {
        return x.shape().size(x.rank() - 2) + "x" + x.shape().size(x.rank() - 1);
    }

    private static Value matrices(Value a, Value b) {
        if (!a.dtype().isFloatingPoint()) {
            return integers(a, b);
        }
        if (b.rank() == 2 && a.rank() > 2) {
            return folded(a, b);
        }
        Value out = Gemms.multiply(a, b);
        if (Recorder.isNeeded(a, b)) {
            String name = out.rank() == 2 ? "MmBackward0" : "BmmBackward0";
            Recorder.record(new ProductNode(name, a, b), new Value[] {a, b}, out);
        }
        return out;
    }

    /** A batch times one matrix is one taller matrix. */
    private static Value folded(Value a, Value b) {
        long[] sizes = a.shape().toArray();
        Value tall = Movement.reshape(a, rows(sizes), sizes[sizes.length - 1]);
        sizes[sizes.length - 1] = b.shape().size(1);
        return Movement.reshape(matrices(tall, b), sizes);
    }

    private static long rows(long[] sizes) {
        long rows = 1;
        for (int d = 0; d < sizes.length - 1; d++) {
            rows *= sizes[d];
        }
        return rows;
    }

    private static Value integers(Value a, Value b) {
        if (a.dtype().isBool()) {
            throw new DTypeException(
                    "matmul: \"addmm_impl_cpu_\" not implemented for 'bool': convert the tensors to numbers");
        }
        return IntegerProducts.matmul(a, b);
    }

    /** {@return input + a b for matrices a and b; input broadcasts to the result} */
    public static Value addmm(Value input, Value a, Value b) {
        return addmm(input, a, b, 1, 1);
    }

    /** {@return beta input + alpha a b for matrices a and b; input broadcasts to the result and is not looked at if beta is 0} */
    public static Value addmm(Value input, Value a, Value b, double beta, double alpha) {
        if (a.rank() != 2 || b.rank() != 2) {
            Value wrong = a.rank() != 2 ? a : b;
            throw new ShapeException("addmm: " + (wrong == a ? "mat1" : "mat2") + " must be a matrix, got "
                    + wrong.rank() + "-D tensor: shapes " + a.shape() + " and " + b.shape());
        }
        if (a.dtype() != b.dtype()) {
            throw new DTypeException("addmm: mat1 and mat2 must have the same dtype, but got " + a.dtype() + " and "
                    + b.dtype() + ": products do not promote; convert one with to(dtype)");
        }
        return added("addmm", "AddmmBackward0", input, a, b, beta, alpha);
    }

    /** {@return beta input + alpha a b for matrices, or batches of equal size} */
    static Value added(String op, String node, Value input, Value a, Value b, double beta, double alpha) {
        requireOneDType(op, a, b);
        requireInner(op, a, b, a, b);
        long[] sizes = a.shape().toArray();
        sizes[sizes.length - 1] = b.shape().size(b.rank() - 1);
        Shape shape = Shape.of(sizes);
        requireExpands(op, input, shape);
        if (!a.dtype().isFloatingPoint() || input.dtype() != a.dtype()) {
            return Scaled.sum(input, matmul(op, a, b), beta, alpha);
        }
        Value out = Value.empty(a.dtype(), shape, a.device());
        if (beta != 0) {
            Arithmetic.copyInto(out, input);
        }
        Gemms.multiplyInto(a, b, alpha, beta, out);
        if (Recorder.isNeeded(input, a, b)) {
            Recorder.record(new AddmmNode(node, input.shape(), a, b, beta, alpha), new Value[] {input, a, b}, out);
        }
        return out;
    }

    private static void requireExpands(String op, Value input, Shape shape) {
        if (!Shape.broadcast(op, input.shape(), shape).equals(shape)) {
            throw new ShapeException(op + ": the input of shape " + input.shape() + " does not expand to " + shape
                    + ", the shape of the product");
        }
    }

    /** {@return x w^T + bias over the last dim of x; w is [out, in]} */
    public static Value linear(Value x, Value weight, @Nullable Value bias) {
        if (weight.rank() != 2 || x.rank() == 0) {
            throw new ShapeException("linear: the weight must be a matrix and the input have a dim: shapes "
                    + weight.shape() + " and " + x.shape());
        }
        Value turned = Movement.t(weight);
        if (bias != null && x.rank() == 2) {
            return addmm(bias, x, turned);
        }
        return bias == null ? matmul(x, turned) : tallLinear(x, turned, bias);
    }

    /** A vector or a batch is a matrix too, of one or of many rows. */
    private static Value tallLinear(Value x, Value turned, Value bias) {
        long[] sizes = x.shape().toArray();
        Value tall = Movement.reshape(x, rows(sizes), sizes[sizes.length - 1]);
        sizes[sizes.length - 1] = turned.shape().size(1);
        return Movement.reshape(addmm(bias, tall, turned), sizes);
    }

    private static void requireOneDType(String op, Value a, Value b) {
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(op + ": expected m1 and m2 to have the same dtype, but got: " + a.dtype() + " != "
                    + b.dtype() + ": products do not promote; convert one with to(dtype)");
        }
    }
}
