package dev.vecgrad;

/**
 * What stands between the brackets of PyTorch's {@code x[...]}, one for each dim from the left: see {@link Tensor#get(Index...)}.
 *
 * {@snippet :
 * Tensor column = x.get(Index.ALL, Index.at(-1));              // x[:, -1]
 * Tensor part = x.get(Index.slice(1, 5, 2), Index.ELLIPSIS);   // x[1:5:2, ...]
 * Tensor rows = x.get(Index.of(3, 0, 3));                      // x[[3, 0, 3]]
 * x.set_(0, Index.of(x.lt(0)));                                // x[x < 0] = 0
 * }
 */
public sealed interface Index {
    /** The whole dim: {@code :}. */
    Index ALL = new Slice(0, Long.MAX_VALUE, 1);

    /** As many whole dims as the others leave: {@code ...}. At most one has an effect. */
    Index ELLIPSIS = new Ellipsis();

    /** A new dim of size 1: {@code None}. */
    Index NEW_DIM = new NewDim();

    /** {@return the slice at {@code index}, without the dim; negative numbers count from the end} */
    static Index at(long index) {
        return new At(index);
    }

    /** {@return the elements from {@code start} to before {@code end}; negative numbers count from the end: {@code start:end}} */
    static Index slice(long start, long end) {
        return new Slice(start, end, 1);
    }

    /** {@return every {@code step}-th element from {@code start} to before {@code end}: {@code start:end:step}} */
    static Index slice(long start, long end, long step) {
        return new Slice(start, end, step);
    }

    /** {@return the elements from {@code start} to the last: {@code start:}} */
    static Index from(long start) {
        return new Slice(start, Long.MAX_VALUE, 1);
    }

    /** {@return the elements to before {@code end}: {@code :end}} */
    static Index to(long end) {
        return new Slice(0, end, 1);
    }

    /** {@return every {@code step}-th element: {@code ::step}} */
    static Index every(long step) {
        return new Slice(0, Long.MAX_VALUE, step);
    }

    /**
     * {@return the elements that a tensor names}
     *
     * @param indices int64 or int32 indices, of which negative ones count from the end; or a bool mask, which stands for as many dims as it has
     *     and names the elements where it is true
     */
    static Index of(Tensor indices) {
        return new Named(indices);
    }

    /** {@return the elements with these indices; negative ones count from the end} */
    static Index of(long... indices) {
        return new Named(Tensor.of(indices));
    }

    /** {@return the elements where a bool tensor, which stands for as many dims as it has, is true} */
    static Index mask(Tensor mask) {
        return new Named(mask);
    }

    /** A number. */
    record At(long index) implements Index {}

    /** A slice. */
    record Slice(long start, long end, long step) implements Index {}

    /** The dims between. */
    record Ellipsis() implements Index {}

    /** A new dim. */
    record NewDim() implements Index {}

    /** An index tensor or a mask. */
    record Named(Tensor tensor) implements Index {}
}
