package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;

/** What ops with index tensors ask of their operands. */
final class IndexChecks {
    private IndexChecks() {}

    /** {@return the index as int64, apart from any history} */
    static Value int64(String op, Value index) {
        if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
            throw new DTypeException(
                    op + ": Expected dtype int32 or int64 for index: the index tensor is " + index.dtype());
        }
        return Arithmetic.cast(index.detach(), DType.INT64);
    }

    /** Throws unless elements of {@code source} can be written to {@code self} as they are. */
    static void requireOneDType(String op, Value self, Value source) {
        if (self.dtype() != source.dtype()) {
            throw new DTypeException(op + ": Expected self.dtype to be equal to src.dtype: they are " + self.dtype()
                    + " and " + source.dtype());
        }
    }

    /** Throws unless the value has no dims. */
    static void requireScalar(String op, Value value) {
        if (value.rank() != 0) {
            throw new ShapeException(
                    op + ": " + op + "_ only supports a 0-dimensional value tensor, but got tensor with " + value.rank()
                            + " dimension(s).: shape " + value.shape());
        }
    }
}
