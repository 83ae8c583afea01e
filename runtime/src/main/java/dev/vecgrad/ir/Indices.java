package dev.vecgrad.ir;

import dev.vecgrad.type.IndexException;
import java.util.List;

/**
 * What the index operands of a call name.
 *
 * @param op the op on whose behalf, for the message
 * @param dims for each index operand the dim of the tensor that it names places of, for the message;
 *     -1 if it numbers all elements
 * @param wraps whether a negative index counts from the end
 */
public record Indices(String op, List<Integer> dims, boolean wraps) {
    /** {@return the number of index operands} */
    public int count() {
        return dims.size();
    }

    /** {@return the lowest index of a dim of this size} */
    public long lowest(long size) {
        return wraps ? -size : 0;
    }

    /** {@return the error of an index out of the range of its dim} */
    public IndexException outOfRange(int operand, long index, long size) {
        String range = ": an index must be at least " + lowest(size) + " and below " + size;
        if (dims.get(operand) < 0) {
            return new IndexException(op + ": out of range: tried to access index " + index + " on a tensor of " + size
                    + " elements" + range);
        }
        return new IndexException(op + ": index " + index + " is out of bounds for dimension " + dims.get(operand)
                + " with size " + size + range);
    }
}
