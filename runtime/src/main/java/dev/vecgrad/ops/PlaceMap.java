package dev.vecgrad.ops;

import dev.vecgrad.core.Backward;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Indices;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * How index tensors name places of a tensor, without the index tensors themselves.
 *
 * @param nodes the names of the nodes
 * @param walk the shape of what is read there
 * @param free for each dim of {@code walk} the tensor's dim that it runs along; negative if indices alone vary along it
 * @param indices the tensor's dims in which places are named, and the op's name
 * @param flat whether places are numbered over all elements in row-major order, as if the tensor were a vector
 */
record PlaceMap(PlaceNodes nodes, Shape walk, int[] free, Indices indices, boolean flat) {
    /** {@return what {@code count} index tensors name along these dims, which are in increasing order} */
    static Indices indices(String op, boolean wraps, Integer... dims) {
        return new Indices(op, List.of(dims), wraps);
    }

    /** {@return the places that these index tensors, shown in the shape of the walk, name} */
    Places with(Value... tensors) {
        return new Places(this, tensors);
    }

    /** {@return the places that the index tensors saved first name} */
    Places saved(Backward call) {
        Value[] tensors = new Value[indices.count()];
        Arrays.setAll(tensors, call::saved);
        return new Places(this, tensors);
    }

    /** {@return the same map for another op, for messages} */
    PlaceMap called(String op) {
        return new PlaceMap(nodes, walk, free, new Indices(op, indices.dims(), indices.wraps()), flat);
    }

    /** {@return index tensors as what a node saves} */
    static SavedValue[] save(Value[] tensors) {
        return Arrays.stream(tensors).map(SavedValue::of).toArray(SavedValue[]::new);
    }
}
