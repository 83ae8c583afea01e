package dev.vecgrad.bench.jmh;

/** What people write without a library: loops over arrays, which C2 may make vectors of. */
final class PlainLoops {
    private PlainLoops() {}

    static float[] add(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    static float[] sigmoid(float[] a) {
        float[] result = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (float) (1 / (1 + Math.exp(-a[i])));
        }
        return result;
    }

    static float sum(float[] a) {
        float sum = 0;
        for (float element : a) {
            sum += element;
        }
        return sum;
    }

    /** {@return the sum of each row} */
    static float[] rowSums(float[] a, int columns) {
        float[] sums = new float[a.length / columns];
        for (int row = 0; row < sums.length; row++) {
            float sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += a[row * columns + column];
            }
            sums[row] = sum;
        }
        return sums;
    }

    /** {@return the sum of each column} */
    static float[] columnSums(float[] a, int columns) {
        float[] sums = new float[columns];
        for (int row = 0; row < a.length / columns; row++) {
            for (int column = 0; column < columns; column++) {
                sums[column] += a[row * columns + column];
            }
        }
        return sums;
    }
}
