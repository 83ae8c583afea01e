package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.Arrays;

/** Matrix products of integers: sums of products in one kernel, in int64 and cut to the operands' dtype, so that they wrap as PyTorch's. */
final class IntegerProducts {
    private static final LibraryFunction PRODUCT =
            new LibraryFunction("MmBackward0", Order.LOGICAL, IntegerProducts::product);

    private IntegerProducts() {}

    /** {@return the products of the matrices in the last two dims; leading dims broadcast} */
    static Value matmul(Value a, Value b) {
        Value left = Movement.unsqueeze(a, -1);
        Value right = Movement.unsqueeze(b, -3);
        long[] sizes = Shape.broadcast("matmul", left.shape(), right.shape()).toArray();
        int[] roles = new int[sizes.length];
        Arrays.fill(roles, LibraryFunction.KEPT);
        roles[sizes.length - 2] = LibraryFunction.ROW;
        return PRODUCT.applySingle(Arguments.broadcast(sizes, roles, left, right), false);
    }

    private static void product(Definition f) {
        Term a = f.input(0);
        Term products = a.mul(f.input(1)).cast(DType.INT64);
        f.result(products.sum(f.dims(LibraryFunction.ROW)).cast(a.dtype()), f.dims(LibraryFunction.KEPT));
    }
}
