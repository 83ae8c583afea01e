package dev.vecgrad.cli.train;

/**
 * Which features tell classes apart. A feature's merit is Fisher's ratio, the variance between the classes' means over that within
 * the classes; the second of two features must also say something that the first does not.
 */
final class TellingFeatures {
    /** Features of a greater correlation say the same. */
    private static final double SAME = 0.8;

    private TellingFeatures() {}

    /**
     * {@return the best feature, and the best of those that do not say the same; twice the same one if there is no other}
     *
     * @param x one column of numbers a feature
     * @param y the class of each sample
     */
    static int[] two(double[][] x, int[] y, int classes) {
        double[] merits = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            merits[j] = merit(x[j], y, classes);
        }
        int first = 0;
        for (int j = 1; j < x.length; j++) {
            first = merits[j] > merits[first] ? j : first;
        }
        return new int[] {first, second(x, merits, first)};
    }

    private static int second(double[][] x, double[] merits, int first) {
        int best = first;
        double most = -1;
        for (int j = 0; j < x.length; j++) {
            boolean other = j != first && Math.abs(correlation(x[j], x[first])) < SAME;
            if (other && merits[j] > most) {
                best = j;
                most = merits[j];
            }
        }
        return best == first && x.length > 1 ? (first + 1) % x.length : best;
    }

    private static double merit(double[] column, int[] y, int classes) {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < y.length; i++) {
            sums[y[i]] += column[i];
            counts[y[i]]++;
        }
        double mean = mean(column);
        double between = 0;
        double within = 0;
        for (int i = 0; i < y.length; i++) {
            double classMean = sums[y[i]] / counts[y[i]];
            between += (classMean - mean) * (classMean - mean);
            within += (column[i] - classMean) * (column[i] - classMean);
        }
        return between == 0 ? 0 : between / Math.max(within, 1e-12 * between);
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }

    private static double mean(double[] column) {
        double sum = 0;
        for (double value : column) {
            sum += value;
        }
        return sum / column.length;
    }
}
