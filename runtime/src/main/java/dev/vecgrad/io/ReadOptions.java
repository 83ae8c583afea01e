package dev.vecgrad.io;

/**
 * Choices of reading tensors from files.
 *
 * @param widen whether elements of a type that vecgrad lacks become the narrowest of its dtypes that holds all their values; else
 *     they are an error
 */
public record ReadOptions(boolean widen) {
    /** Elements of other types are an error. */
    public static final ReadOptions DEFAULT = new ReadOptions(false);

    /**
     * {@return the same with another choice about types that vecgrad lacks} All values stay exact: float16, bfloat16 and the
     * float8 types are read as float32; int8, uint8, int16 and uint16 as int32; uint32 as int64.
     */
    public ReadOptions widen(boolean newWiden) {
        return new ReadOptions(newWiden);
    }
}
