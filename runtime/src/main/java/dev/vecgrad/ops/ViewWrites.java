package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Copies of a tensor in which one part, that a view would show, is another tensor. Gradients are those of the write: each element's goes to where it came from. */
final class ViewWrites {
    private ViewWrites() {}

    /** {@return self with source as its slice of {@code dim} at {@code index}} */
    static Value select(Value self, Value source, int dim, long index) {
        return written("select_scatter", "SelectScatterBackward0", self, source, x -> Movement.select(x, dim, index));
    }

    /** {@return self with source as every {@code step}-th slice of {@code dim} from {@code start} to before {@code end}} */
    static Value slice(Value self, Value source, int dim, long start, long end, long step) {
        UnaryOperator<Value> cut = x -> Movement.slice(x, dim, start, end, step);
        return written("slice_scatter", "SliceScatterBackward0", self, source, cut);
    }

    /** {@return self with source as a diagonal of two dims} */
    static Value diagonal(Value self, Value source, long offset, int dim1, int dim2) {
        UnaryOperator<Value> cut = x -> Diagonals.diagonal(x, offset, dim1, dim2);
        return written("diagonal_scatter", "DiagonalScatterBackward0", self, source, cut);
    }

    private static Value written(String op, String node, Value self, Value source, UnaryOperator<Value> cut) {
        Value out = Arithmetic.contiguousCopy(self.detach());
        Value part = cut.apply(out);
        if (!source.shape().equals(part.shape())) {
            throw new ShapeException(op + ": expected src to have a size equal to the slice of self. src size = "
                    + source.shape() + ", slice size = " + part.shape());
        }
        Value fitting = Arithmetic.cast(source, self.dtype());
        Arithmetic.copyInto(part, fitting.detach());
        return Recorder.record(node, new Value[] {self, fitting}, out, call -> new @Nullable Value[] {
            call.needs(0) ? written(op, node, call.gradient(), zeros(part), cut) : null,
            call.needs(1) ? cut.apply(call.gradient()) : null
        });
    }

    private static Value zeros(Value part) {
        return Arithmetic.zerosLike(part);
    }
}
