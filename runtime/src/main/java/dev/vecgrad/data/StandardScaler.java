package dev.vecgrad.data;

/**
 * Shifts and scales each feature to mean 0 and standard deviation 1, by numbers taken from the training samples alone.
 *
 * <p>The deviation is that of the population (divided by n), as in scikit-learn. A feature that is constant up to
 * rounding keeps its scale: it becomes 0.
 *
 * @param mean what is subtracted, one number a feature
 * @param std what the difference is divided by, one number a feature, never 0
 */
public record StandardScaler(double[] mean, double[] std) {
    private static final double EPSILON = Math.ulp(1.0);

    /** Checks that both have one number a feature. */
    public StandardScaler {
        if (mean.length != std.length) {
            throw new DataException("StandardScaler: " + mean.length + " means, but " + std.length
                    + " standard deviations: both need one a feature");
        }
    }

    /**
     * Measures the features of the training samples.
     *
     * @param rows one row a sample, rows of equal length
     * @throws DataException if there are no samples
     */
    public static StandardScaler fit(double[][] rows) {
        if (rows.length == 0) {
            throw new DataException("StandardScaler: there are no samples to measure: at least 1 is needed");
        }
        int features = rows[0].length;
        double[] mean = new double[features];
        double[] std = new double[features];
        for (int j = 0; j < features; j++) {
            mean[j] = mean(rows, j);
            std[j] = scale(variance(rows, j, mean[j]), mean[j], rows.length);
        }
        return new StandardScaler(mean, std);
    }

    /** {@return new rows, each number shifted and scaled} */
    public double[][] transform(double[][] rows) {
        double[][] out = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            out[i] = transform(rows[i]);
        }
        return out;
    }

    /** {@return the same samples with each feature shifted and scaled} */
    public Samples transform(Samples samples) {
        return new Samples(transform(samples.x()), samples.y());
    }

    /**
     * {@return one sample's features, shifted and scaled}
     *
     * @throws DataException if it has another number of features
     */
    public double[] transform(double[] row) {
        if (row.length != mean.length) {
            throw new DataException(
                    "StandardScaler: the row has " + row.length + " features, but " + mean.length + " were measured");
        }
        double[] out = new double[row.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = (row[j] - mean[j]) / std[j];
        }
        return out;
    }

    private static double mean(double[][] rows, int feature) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[feature];
        }
        return sum / rows.length;
    }

    /* The sum of differences would be 0 without rounding; subtracting its square takes the mean's rounding out. */
    private static double variance(double[][] rows, int feature, double mean) {
        double squares = 0;
        double rest = 0;
        for (double[] row : rows) {
            double difference = row[feature] - mean;
            squares += difference * difference;
            rest += difference;
        }
        return (squares - rest * rest / rows.length) / rows.length;
    }

    /* A variance that the rounding of n numbers near the mean explains is none. */
    private static double scale(double variance, double mean, int n) {
        double rounding = n * EPSILON * mean;
        boolean constant = variance <= n * EPSILON * variance + rounding * rounding;
        return constant ? 1 : Math.sqrt(variance);
    }
}
