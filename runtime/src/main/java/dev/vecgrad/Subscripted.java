package dev.vecgrad;

import dev.vecgrad.ops.Subscripts;

/** A tensor with indices behind it. */
final class Subscripted {
    private Subscripted() {}

    /** {@return {@code x[indices]}, to be read or written} */
    static Subscripts of(Tensor x, Index... indices) {
        int dims = 0;
        for (Index index : indices) {
            dims += switch (index) {
                case Index.At _, Index.Slice _ -> 1;
                case Index.Ellipsis _, Index.NewDim _ -> 0;
                case Index.Named(Tensor tensor) -> Subscripts.dims(tensor.value());
            };
        }
        Subscripts subscripts = new Subscripts(x.value(), dims);
        for (Index index : indices) {
            switch (index) {
                case Index.At(long at) -> subscripts.at(at);
                case Index.Slice(long start, long end, long step) -> subscripts.slice(start, end, step);
                case Index.Ellipsis _ -> subscripts.ellipsis();
                case Index.NewDim _ -> subscripts.newDim();
                case Index.Named(Tensor tensor) -> subscripts.tensor(tensor.value());
            }
        }
        return subscripts;
    }
}
