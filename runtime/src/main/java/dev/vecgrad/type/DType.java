package dev.vecgrad.type;

/**
 * The type of a tensor's elements.
 *
 * <p>The order of the constants is the order of promotion: the wider of two types of one {@link Category} comes later.
 */
public enum DType {
    BOOL("bool", 1, Category.BOOL),
    INT32("int32", 4, Category.INTEGRAL),
    INT64("int64", 8, Category.INTEGRAL),
    FLOAT32("float32", 4, Category.FLOATING),
    FLOAT64("float64", 8, Category.FLOATING);

    /** Kinds of number, in the order in which one absorbs the other when dtypes are promoted. */
    public enum Category {
        BOOL,
        INTEGRAL,
        FLOATING
    }

    private final String text;
    private final int itemSize;
    private final Category category;

    DType(String text, int itemSize, Category category) {
        this.text = text;
        this.itemSize = itemSize;
        this.category = category;
    }

    /** {@return the size of one element in bytes} */
    public int itemSize() {
        return itemSize;
    }

    /** {@return the kind of number} */
    public Category category() {
        return category;
    }

    /** {@return whether elements are IEEE floating-point numbers} */
    public boolean isFloatingPoint() {
        return category == Category.FLOATING;
    }

    /** {@return whether elements are integers (bool is none)} */
    public boolean isIntegral() {
        return category == Category.INTEGRAL;
    }

    /** {@return whether elements are truth values, stored one a byte as 0 or 1} */
    public boolean isBool() {
        return category == Category.BOOL;
    }

    /** {@return the dtype that holds values of both, as PyTorch promotes two tensors with dims} */
    public static DType promote(DType a, DType b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** {@return the name as PyTorch writes it, without {@code torch.}} */
    @Override
    public String toString() {
        return text;
    }
}
