package dev.vecgrad.data;

/**
 * The content of an IDX file of unsigned bytes.
 *
 * @param dims the size of each dim, the first one being the number of items
 * @param values the bytes in row-major order; read them by {@code Byte.toUnsignedInt}
 */
public record IdxArray(int[] dims, byte[] values) {
    /** {@return the number of items: the first dim} */
    public int size() {
        return dims[0];
    }

    /** {@return the number of values an item has: 784 for images of 28 x 28, 1 for labels} */
    public int itemSize() {
        int size = 1;
        for (int i = 1; i < dims.length; i++) {
            size *= dims[i];
        }
        return size;
    }

    /** {@return the values as numbers from 0 to 1} */
    public float[] toUnitFloats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Byte.toUnsignedInt(values[i]) / 255f;
        }
        return floats;
    }

    /** {@return the values as integers from 0 to 255} */
    public int[] toInts() {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Byte.toUnsignedInt(values[i]);
        }
        return ints;
    }
}
