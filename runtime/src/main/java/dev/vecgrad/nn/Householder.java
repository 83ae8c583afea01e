package dev.vecgrad.nn;

/**
 * Orthonormal vectors by Householder's reflections, in float64 on the host. Householder 1958, "Unitary triangularization of a nonsymmetric
 * matrix".
 */
final class Householder {
    private Householder() {}

    /**
     * {@return the orthogonal factor of a matrix given by its columns, signed so that the triangular factor's diagonal is not negative} Cost: {@code 4 m
     * n^2} flops for n columns of m numbers, n at most m.
     */
    static double[][] orthogonal(double[][] columns) {
        int n = columns.length;
        int m = columns[0].length;
        double[][] mirrors = new double[n][];
        double[] signs = new double[n];
        double[][] rest = new double[n][];
        for (int j = 0; j < n; j++) {
            rest[j] = columns[j].clone();
        }
        for (int k = 0; k < n; k++) {
            double diagonal = mirrorInto(mirrors, rest[k], k);
            signs[k] = Math.signum(diagonal);
            for (int j = k + 1; j < n; j++) {
                reflect(mirrors[k], rest[j], k);
            }
        }
        double[][] q = new double[n][m];
        for (int j = 0; j < n; j++) {
            q[j][j] = signs[j];
            for (int k = j; k >= 0; k--) {
                reflect(mirrors[k], q[j], k);
            }
        }
        return q;
    }

    /** Finds the mirror that sends the end of a column to its first axis. {@return the number there} */
    private static double mirrorInto(double[][] mirrors, double[] column, int k) {
        double norm = 0;
        for (int i = k; i < column.length; i++) {
            norm = Math.hypot(norm, column[i]);
        }
        double diagonal = column[k] > 0 ? -norm : norm;
        double[] mirror = column.clone();
        mirror[k] -= diagonal;
        mirrors[k] = mirror;
        return diagonal;
    }

    /** Reflects the end of a vector, from index k on; a mirror of length 0 leaves it. */
    private static void reflect(double[] mirror, double[] vector, int k) {
        double square = 0;
        double product = 0;
        for (int i = k; i < vector.length; i++) {
            square += mirror[i] * mirror[i];
            product += mirror[i] * vector[i];
        }
        if (square == 0) {
            return;
        }
        double factor = 2 * product / square;
        for (int i = k; i < vector.length; i++) {
            vector[i] -= factor * mirror[i];
        }
    }
}
