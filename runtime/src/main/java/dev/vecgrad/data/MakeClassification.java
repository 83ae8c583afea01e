package dev.vecgrad.data;

import java.util.Arrays;

/*
 * The steps of scikit-learn's make_classification, in its order, because every step draws from one stream of random
 * numbers: corners of a hypercube, normal features, a random linear map a cluster, redundant, repeated and noise
 * features, flipped labels, shift, scale, shuffle. Products sum in index order, where NumPy calls its BLAS: features may
 * differ in the last bits.
 *
 * I. Guyon, "Design of experiments for the NIPS 2003 variable selection benchmark", 2003.
 */
final class MakeClassification {
    private static final int CODE_BITS = 30;

    private final ClassificationOptions options;
    private final NumpyRandom random;
    private final double[][] x;
    private final int[] y;

    private MakeClassification(ClassificationOptions options) {
        this.options = options;
        this.random = NumpyRandom.of(options.randomState);
        this.x = new double[options.nSamples][options.nFeatures];
        this.y = new int[options.nSamples];
    }

    static Samples of(ClassificationOptions options) {
        options.check();
        return new MakeClassification(options).make();
    }

    private Samples make() {
        double[][] centroids = centroids();
        fillNormal(0, options.nInformative);
        placeClusters(centroids);
        addRedundant();
        addRepeated();
        fillNormal(options.nUseful(), options.nFeatures);
        flipLabels();
        shiftAndScale();
        return options.shuffle ? shuffled() : new Samples(x, y);
    }

    private double[][] centroids() {
        double[][] corners = hypercube(options.nClusters(), options.nInformative);
        for (double[] corner : corners) {
            for (int j = 0; j < corner.length; j++) {
                corner[j] = corner[j] * (2 * options.classSep) - options.classSep;
            }
        }
        if (!options.hypercube) {
            stretch(corners);
        }
        return corners;
    }

    private void stretch(double[][] corners) {
        double[] ofCluster = random.randomSample(corners.length);
        double[] ofFeature = random.randomSample(options.nInformative);
        for (int k = 0; k < corners.length; k++) {
            for (int j = 0; j < ofFeature.length; j++) {
                corners[k][j] = corners[k][j] * ofCluster[k] * ofFeature[j];
            }
        }
    }

    /* Distinct corners of the unit cube, the first feature being the highest bit; dims beyond 30 are drawn bit by bit. */
    private double[][] hypercube(int count, int dims) {
        int bits = Math.min(dims, CODE_BITS);
        int extra = dims - bits;
        double[][] corners = new double[count][dims];
        for (double[] corner : corners) {
            for (int j = 0; j < extra; j++) {
                corner[j] = random.randint(0, 2);
            }
        }
        int[] codes = random.sampleWithoutReplacement(1 << bits, count);
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < bits; j++) {
                corners[k][extra + j] = codes[k] >>> (bits - 1 - j) & 1;
            }
        }
        return corners;
    }

    private void fillNormal(int from, int to) {
        for (double[] row : x) {
            for (int j = from; j < to; j++) {
                row[j] = random.standardNormal();
            }
        }
    }

    /* Gives each cluster its label, a random covariance and its corner. */
    private void placeClusters(double[][] centroids) {
        int[] sizes = clusterSizes();
        int n = options.nInformative;
        int stop = 0;
        for (int k = 0; k < sizes.length; k++) {
            int start = stop;
            stop = Math.min(start + sizes[k], x.length);
            Arrays.fill(y, start, stop, k % options.nClasses);
            double[][] covariance = randomMatrix(n, n);
            for (int i = start; i < stop; i++) {
                System.arraycopy(added(product(x[i], covariance), centroids[k]), 0, x[i], 0, n);
            }
        }
    }

    private int[] clusterSizes() {
        double[] weights = classWeights();
        int[] sizes = new int[options.nClusters()];
        int left = options.nSamples;
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = (int) (options.nSamples * weights[k % options.nClasses] / options.nClustersPerClass);
            left -= sizes[k];
        }
        for (int i = 0; i < left; i++) {
            sizes[i % sizes.length]++;
        }
        return sizes;
    }

    private double[] classWeights() {
        double[] given = options.weights;
        double[] weights = new double[options.nClasses];
        if (given == null) {
            Arrays.fill(weights, 1.0 / options.nClasses);
            return weights;
        }
        System.arraycopy(given, 0, weights, 0, given.length);
        if (given.length < weights.length) {
            weights[given.length] = 1 - Arrays.stream(given).reduce(0, Double::sum);
        }
        return weights;
    }

    private void addRedundant() {
        int n = options.nInformative;
        if (options.nRedundant == 0) {
            return;
        }
        double[][] mix = randomMatrix(n, options.nRedundant);
        for (double[] row : x) {
            System.arraycopy(product(row, mix), 0, row, n, options.nRedundant);
        }
    }

    private void addRepeated() {
        int n = options.nInformative + options.nRedundant;
        for (int j = n; j < n + options.nRepeated; j++) {
            int source = (int) ((n - 1) * random.randomSample() + 0.5);
            for (double[] row : x) {
                row[j] = row[source];
            }
        }
    }

    /* First who is flipped, then to what: in this order the numbers are drawn. */
    private void flipLabels() {
        double[] chances = random.randomSample(y.length);
        for (int i = 0; i < y.length; i++) {
            if (chances[i] < options.flipY) {
                y[i] = (int) random.randint(0, options.nClasses);
            }
        }
    }

    private void shiftAndScale() {
        double[] shift = options.shift != null ? options.shift : randomShift();
        double[] scale = options.scale != null ? options.scale : randomScale();
        for (double[] row : x) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (row[j] + shift[j % shift.length]) * scale[j % scale.length];
            }
        }
    }

    private double[] randomShift() {
        double[] shift = random.randomSample(options.nFeatures);
        for (int j = 0; j < shift.length; j++) {
            shift[j] = (2 * shift[j] - 1) * options.classSep;
        }
        return shift;
    }

    private double[] randomScale() {
        double[] scale = random.randomSample(options.nFeatures);
        for (int j = 0; j < scale.length; j++) {
            scale[j] = 1 + 100 * scale[j];
        }
        return scale;
    }

    private Samples shuffled() {
        Samples rows = new Samples(x, y).select(random.permutation(x.length));
        int[] columns = random.permutation(options.nFeatures);
        for (double[] row : rows.x()) {
            double[] before = row.clone();
            for (int j = 0; j < row.length; j++) {
                row[j] = before[columns[j]];
            }
        }
        return rows;
    }

    /* Numbers in [-1, 1). */
    private double[][] randomMatrix(int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = 2 * random.randomSample() - 1;
            }
        }
        return matrix;
    }

    /* The leading part of a row times a matrix. */
    private static double[] product(double[] row, double[][] matrix) {
        double[] out = new double[matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j] += row[i] * matrix[i][j];
            }
        }
        return out;
    }

    private static double[] added(double[] a, double[] b) {
        for (int j = 0; j < a.length; j++) {
            a[j] += b[j];
        }
        return a;
    }
}
