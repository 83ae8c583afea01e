package dev.vecgrad.ops;

/** PyTorch's names of the nodes of a family of ops that name places in one way. */
enum PlaceNodes {
    /** An index for each element along a dim. */
    ALONG("GatherBackward0", "ScatterAddBackward0", "ScatterBackward0", "ScatterBackward1"),
    /** A vector that names slices of a dim. */
    SLICES("IndexSelectBackward0", "IndexAddBackward0", "IndexCopyBackward0", "IndexFillBackward0"),
    /** Tensors that broadcast together and name places in several dims. */
    MANY("IndexBackward0", "IndexPutBackward0", "IndexPutBackward0", "IndexPutBackward0"),
    /** Numbers of elements in row-major order. */
    FLAT("TakeBackward0", "PutBackward0", "PutBackward0", "PutBackward0"),
    /** Where a mask is true. */
    MASKED("MaskedSelectBackward0", "PutBackward0", "MaskedScatterBackward0", "MaskedFillBackward0");

    /** Reading. */
    final String read;

    /** Adding to what is there. */
    final String add;

    /** Replacing what is there by other elements. */
    final String set;

    /** Replacing what is there by a number. */
    final String fill;

    PlaceNodes(String read, String add, String set, String fill) {
        this.read = read;
        this.add = add;
        this.set = set;
        this.fill = fill;
    }
}
