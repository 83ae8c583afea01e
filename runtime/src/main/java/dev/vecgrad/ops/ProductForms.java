package dev.vecgrad.ops;

import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/** Products for operands of certain ranks. None broadcasts but for the tensor that is added; dtypes do not promote. */
public final class ProductForms {
    private ProductForms() {}

    /** {@return the product of two matrices} */
    public static Value mm(Value a, Value b) {
        requireRank("mm", "self must be a matrix", a, 2);
        requireRank("mm", "mat2 must be a matrix", b, 2);
        return Products.matmul("mm", a, b);
    }

    /** {@return the products of two batches of matrices} */
    public static Value bmm(Value a, Value b) {
        requireBatches("bmm", a, b);
        return Products.matmul("bmm", a, b);
    }

    private static void requireBatches(String op, Value a, Value b) {
        requireRank(op, "batch1 must be a 3D tensor", a, 3);
        requireRank(op, "batch2 must be a 3D tensor", b, 3);
        if (a.shape().size(0) != b.shape().size(0)
                || a.shape().size(2) != b.shape().size(1)) {
            throw new ShapeException(op + ": Expected size for first two dimensions of batch2 tensor to be: ["
                    + a.shape().size(0) + ", " + a.shape().size(2) + "] but got: ["
                    + b.shape().size(0) + ", "
                    + b.shape().size(1) + "].: shapes " + a.shape() + " and " + b.shape());
        }
    }

    /** {@return a matrix times a vector} Gradients: {@code g b^T} and {@code a^T g}. */
    public static Value mv(Value a, Value b) {
        if (a.rank() != 2 || b.rank() != 1) {
            throw new ShapeException("mv: vector + matrix @ vector expected, got " + a.rank() + "D and " + b.rank()
                    + "D: shapes " + a.shape() + " and " + b.shape());
        }
        requireVector("mv", a, b);
        Value out = Products.matmul("mv", a.detach(), b.detach());
        return Recorder.record(
                "MvBackward0",
                new Value[] {a, b},
                out,
                call -> new Value[] {
                    call.needs(0) ? outer(call.gradient(), call.saved(1)) : null,
                    call.needs(1) ? mv(Movement.t(call.saved(0)), call.gradient()) : null
                },
                SavedValue.of(a),
                SavedValue.of(b));
    }

    private static void requireVector(String op, Value a, Value b) {
        if (a.shape().size(1) != b.shape().size(0)) {
            throw new ShapeException(op + ": size mismatch, got mat ("
                    + a.shape().size(0) + "x" + a.shape().size(1) + "), vec ("
                    + b.shape().size(0) + "): the matrix's rows are as long as the vector");
        }
    }

    /** {@return the sum of the products of two vectors' elements} Gradients: {@code g b} and {@code g a}. */
    public static Value dot(Value a, Value b) {
        return dot("dot", "DotBackward0", a, b);
    }

    /** {@return the same as {@link #dot}: the elements are real} */
    public static Value vdot(Value a, Value b) {
        return dot("vdot", "VdotBackward0", a, b);
    }

    private static Value dot(String op, String node, Value a, Value b) {
        if (a.rank() != 1 || b.rank() != 1) {
            throw new ShapeException(
                    op + ": 1D tensors expected, but got " + a.rank() + "D and " + b.rank() + "D tensors");
        }
        if (a.numel() != b.numel()) {
            throw new ShapeException(op + ": inconsistent tensor size, expected tensor " + a.shape() + " and src "
                    + b.shape() + " to have the same number of elements, but got " + a.numel() + " and " + b.numel()
                    + " elements respectively");
        }
        Value out = Products.matmul(op, a.detach(), b.detach());
        return Recorder.record(
                node,
                new Value[] {a, b},
                out,
                call -> new Value[] {
                    call.needs(0) ? times(call.saved(1), call.gradient()) : null,
                    call.needs(1) ? times(call.saved(0), call.gradient()) : null
                },
                SavedValue.of(a),
                SavedValue.of(b));
    }

    private static Value times(Value a, Value b) {
        return PointwiseArithmetic.MUL.apply(a, b);
    }

    /** {@return the products of each element of a vector with each of another} */
    public static Value outer(Value a, Value b) {
        requireRank("outer", "outer: Expected 1-D argument self, but got " + a.rank() + "-D", a, 1);
        requireRank("outer", "outer: Expected 1-D argument vec2, but got " + b.rank() + "-D", b, 1);
        return times(Movement.unsqueeze(a, 1), b);
    }

    /** {@return the sums of products along the last dims of both; with a scalar, its product} */
    public static Value inner(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return times(a, b);
        }
        if (a.shape().size(a.rank() - 1) != b.shape().size(b.rank() - 1)) {
            throw new ShapeException(
                    "inner: inner() the last dimension must match on both input tensors but got shapes " + a.shape()
                            + " and " + b.shape());
        }
        return Contractions.tensordot(a, b, new int[] {-1}, new int[] {-1});
    }

    /** {@return beta input + alpha a b for two matrices} */
    public static Value addmm(Value input, Value a, Value b, double beta, double alpha) {
        return Products.addmm(input, a, b, beta, alpha);
    }

    /** {@return beta input + alpha a b for two batches of matrices} */
    public static Value baddbmm(Value input, Value a, Value b, double beta, double alpha) {
        requireBatches("baddbmm", a, b);
        return Products.added("baddbmm", "BaddbmmBackward0", input, a, b, beta, alpha);
    }

    /** {@return beta input + alpha times the sum of a batch's products} Computed as one product of the matrices side by side. */
    public static Value addbmm(Value input, Value a, Value b, double beta, double alpha) {
        requireBatches("addbmm", a, b);
        long n = a.shape().size(1);
        long p = b.shape().size(2);
        long inner = a.shape().size(0) * a.shape().size(2);
        Value wide = Movement.reshape(Movement.permute(a.detach(), 1, 0, 2), n, inner);
        Value tall = Movement.reshape(b.detach(), inner, p);
        Value out = Products.added("addbmm", "AddbmmBackward0", input.detach(), wide, tall, beta, alpha);
        Shape shape = input.shape();
        Shape batch = Shape.of(a.shape().size(0), n, p);
        return Recorder.record(
                "AddbmmBackward0",
                new Value[] {input, a, b},
                out,
                call -> {
                    Value g = call.gradient();
                    Value scaled = Broadcast.expand(Scaled.times(g, alpha), batch);
                    return new Value[] {
                        call.needs(0) ? Broadcast.undo(Scaled.times(g, beta), shape) : null,
                        call.needs(1) ? bmm(scaled, Movement.transpose(call.saved(1), 1, 2)) : null,
                        call.needs(2) ? bmm(Movement.transpose(call.saved(0), 1, 2), scaled) : null
                    };
                },
                SavedValue.of(a),
                SavedValue.of(b));
    }

    /** {@return beta input + alpha times a matrix by a vector} */
    public static Value addmv(Value input, Value a, Value b, double beta, double alpha) {
        if (a.rank() != 2 || b.rank() != 1 || input.rank() > 1) {
            throw new ShapeException("addmv: vector + matrix @ vector expected, got " + input.rank() + ", " + a.rank()
                    + ", " + b.rank());
        }
        requireVector("addmv", a, b);
        Value column = input.rank() == 0 ? input.detach() : Movement.unsqueeze(input.detach(), 1);
        Value tall = Products.added(
                "addmv", "AddmvBackward0", column, a.detach(), Movement.unsqueeze(b.detach(), 1), beta, alpha);
        Shape shape = input.shape();
        return Recorder.record(
                "AddmvBackward0",
                new Value[] {input, a, b},
                Movement.reshape(tall, -1),
                call -> {
                    Value g = call.gradient();
                    Value scaled = Scaled.times(g, alpha);
                    return new Value[] {
                        call.needs(0) ? Broadcast.undo(Scaled.times(g, beta), shape) : null,
                        call.needs(1) ? outer(scaled, call.saved(1)) : null,
                        call.needs(2) ? mv(Movement.t(call.saved(0)), scaled) : null
                    };
                },
                SavedValue.of(a),
                SavedValue.of(b));
    }

    /** {@return beta input + alpha times the products of two vectors' elements; with beta 0 the input is not looked at} */
    public static Value addr(Value input, Value a, Value b, double beta, double alpha) {
        Value products = outer(a, b);
        if (!Shape.broadcast("addr", input.shape(), products.shape()).equals(products.shape())) {
            throw new ShapeException("addr: the input of shape " + input.shape() + " does not expand to "
                    + products.shape() + ", the shape of the products");
        }
        return Scaled.sum(input, products, beta, alpha);
    }

    private static void requireRank(String op, String sentence, Value x, int rank) {
        if (x.rank() != rank) {
            throw new ShapeException(op + ": " + sentence + ": its shape is " + x.shape());
        }
    }
}
