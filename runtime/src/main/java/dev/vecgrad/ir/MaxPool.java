package dev.vecgrad.ir;

/**
 * The greatest element of each window of planes, and its number in its plane, row by row. A window's elements are looked at in row-major
 * order: an element becomes the greatest if it is the first within the plane, greater than the one so far, or NaN. Where no element of a
 * window lies in the plane, the result is negative infinity and its number -1. Operands: planes {@code [p, h, w]} of a floating dtype;
 * values {@code [p, y, x]} of the same dtype; numbers {@code [p, y, x]}, int64; all row-major and not empty.
 *
 * @param rows the windows along the rows
 * @param columns the windows along the columns
 */
public record MaxPool(Window rows, Window columns) implements Call {
    @Override
    public boolean writes(int operand, int operands) {
        return operand > 0;
    }

    /**
     * Windows along a dim.
     *
     * @param size the elements of a window
     * @param axis where windows and their elements lie
     */
    public record Window(long size, Convolution.Axis axis) {
        /** {@return where a window's element lies in the dim, which may be outside} */
        public long place(long window, long element) {
            return window * axis.stride() - axis.padding() + element * axis.dilation();
        }
    }
}
