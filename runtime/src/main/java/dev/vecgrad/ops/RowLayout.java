package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;

/** Values as operands of calls that treat rows along a dim. Nothing here is recorded. */
final class RowLayout {
    private RowLayout() {}

    /** {@return the elements in row-major order, outside the graph} */
    static Value dense(Value x) {
        return Arithmetic.contiguous(x.detach());
    }

    /** {@return an uninitialised value of x's shape but for the size of a dim; a scalar stays one} */
    static Value resized(Value x, int d, long size, DType dtype) {
        if (x.rank() == 0) {
            return Value.empty(dtype, x.shape(), x.device());
        }
        long[] sizes = x.shape().toArray();
        sizes[d] = size;
        return Value.empty(dtype, Shape.of(sizes), x.device());
    }

    /** {@return the length of rows along a dim; a scalar is a row of one} */
    static long length(Value x, int d) {
        return x.rank() == 0 ? 1 : x.shape().size(d);
    }

    /** {@return a dense value without a dim of size 1, unless {@code keepdim}} */
    static Value without(Value x, int d, boolean keepdim) {
        if (keepdim || x.rank() == 0) {
            return x;
        }
        boolean[] dropped = new boolean[x.rank()];
        dropped[d] = true;
        Shape shape = Dims.without(x.shape(), dropped, false);
        return x.restrided(shape, shape.contiguousStrides(), x.offset());
    }

    /** Runs a call on row-major values. */
    static void run(RowCall call, int d, Value... operands) {
        run(call, Arrays.stream(operands).map(x -> rows(x, d)).toList(), operands);
    }

    /** Runs a call on row-major values whose leading dims are rows and whose last dim is their length. */
    static void runMatrices(Call call, Value... operands) {
        run(call, Arrays.stream(operands).map(RowLayout::matrix).toList(), operands);
    }

    /** Runs a call on row-major values as they are; scalars have one dim. */
    static void runPlain(Call call, Value... operands) {
        run(call, Arrays.stream(operands).map(RowLayout::plain).toList(), operands);
    }

    private static void run(Call call, List<Region> regions, Value... operands) {
        Storage[] storages = Arrays.stream(operands).map(Value::storage).toArray(Storage[]::new);
        Launcher.run(operands[0].device(), call, regions, storages);
    }

    private static Region rows(Value x, int d) {
        long[] sizes = {1, length(x, d), 1};
        for (int i = 0; i < x.rank(); i++) {
            if (i != d) {
                sizes[i < d ? 0 : 2] *= x.shape().size(i);
            }
        }
        return region(x, Shape.of(sizes));
    }

    private static Region matrix(Value x) {
        long columns = length(x, x.rank() - 1);
        return region(x, Shape.of(columns == 0 ? 0 : x.numel() / columns, columns));
    }

    private static Region plain(Value x) {
        return region(x, x.rank() == 0 ? Shape.of(1) : x.shape());
    }

    private static Region region(Value x, Shape shape) {
        return new Region(x.dtype(), shape.toArray(), shape.contiguousStrides(), x.offset());
    }

    /** Throws if rows along a dim have no element. */
    static void requireElements(String op, Value x, int d) {
        if (length(x, d) == 0) {
            throw new IndexException(op + ": " + op + "(): Expected reduction dim " + d
                    + " to have non-zero size.: the shape is " + x.shape());
        }
    }
}
