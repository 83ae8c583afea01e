package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.ShapeException;

/** Initialisations: they write over a tensor without recording it, and return it. */
public final class Init {
    /** Which number of connections keeps its variance. */
    public enum FanMode {
        /** Those into a unit: forward. */
        FAN_IN,
        /** Those out of a unit: backward. */
        FAN_OUT
    }

    /** What follows a layer; each has a gain. */
    public enum Nonlinearity {
        LINEAR,
        SIGMOID,
        TANH,
        RELU,
        LEAKY_RELU,
        SELU
    }

    private Init() {}

    /** {@return float32 options: no leak, FAN_IN, LEAKY_RELU, the global generator} */
    public static InitOptions options() {
        return new InitOptions(0, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU, null);
    }

    /**
     * {@return the factor by which the standard deviation grows before a nonlinearity}
     *
     * @param leak the slope for negative numbers; only LEAKY_RELU reads it
     */
    public static double calculateGain(Nonlinearity nonlinearity, double leak) {
        return switch (nonlinearity) {
            case LINEAR, SIGMOID -> 1;
            case TANH -> 5.0 / 3;
            case RELU -> Math.sqrt(2);
            case LEAKY_RELU -> Math.sqrt(2 / (1 + leak * leak));
            case SELU -> 3.0 / 4;
        };
    }

    /** {@return the factor before a nonlinearity; a leaky ReLU has slope 0.01} */
    public static double calculateGain(Nonlinearity nonlinearity) {
        return calculateGain(nonlinearity, 0.01);
    }

    /** Fills with one number. */
    public static Tensor constant_(Tensor tensor, double number) {
        tensor.detach().fill_(number);
        return tensor;
    }

    /** Fills with zeros. */
    public static Tensor zeros_(Tensor tensor) {
        return constant_(tensor, 0);
    }

    /** Fills with ones. */
    public static Tensor ones_(Tensor tensor) {
        return constant_(tensor, 1);
    }

    /** Fills with numbers in [from, to). */
    public static Tensor uniform_(Tensor tensor, double from, double to, Generator generator) {
        tensor.detach().uniform_(from, to, generator);
        return tensor;
    }

    /** Fills with normal numbers. */
    public static Tensor normal_(Tensor tensor, double mean, double std, Generator generator) {
        tensor.detach().normal_(mean, std, generator);
        return tensor;
    }

    /**
     * Fills with normal numbers between {@code a} and {@code b}: those outside are drawn anew; with PyTorch's generator the numbers of PyTorch 2.13.
     *
     * @throws IllegalArgumentException if {@code a} is above {@code b} or {@code std} is not positive
     */
    public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b, Generator generator) {
        new TruncatedNormal(mean, std, a, b, generator).write(tensor.detach());
        return tensor;
    }

    /**
     * Fills a matrix with the identity: ones where both indices are equal, else zeros.
     *
     * @throws ShapeException unless it has 2 dims
     */
    public static Tensor eye_(Tensor tensor) {
        StructuredInit.eye(tensor);
        return tensor;
    }

    /** Fills the weight of a convolution with {@link #dirac_(Tensor, int)} of one group. */
    public static Tensor dirac_(Tensor tensor) {
        return dirac_(tensor, 1);
    }

    /**
     * Fills the weight of a convolution, {@code [out, in, ...]} with one to three dims of space, so that as many channels as can be pass as they are, in
     * each group.
     *
     * @throws ShapeException unless it has 3, 4 or 5 dims and dim 0 is divisible by {@code groups}
     */
    public static Tensor dirac_(Tensor tensor, int groups) {
        StructuredInit.dirac(tensor, groups);
        return tensor;
    }

    /**
     * Fills with {@code gain} times a (semi-)orthogonal matrix, all dims but the first as one. Saxe et al. 2013, arXiv:1312.6120. The matrix is that of a
     * decomposition of normal numbers, in float64, whose triangular factor has a positive diagonal, as PyTorch's.
     *
     * @throws ShapeException if it has fewer than 2 dims
     */
    public static Tensor orthogonal_(Tensor tensor, double gain, Generator generator) {
        StructuredInit.orthogonal(tensor, gain, generator);
        return tensor;
    }

    /**
     * Fills a matrix with normal numbers, a share of each column, rounded up, with zeros. Martens 2010, "Deep learning via Hessian-free optimization".
     *
     * @throws ShapeException unless it has 2 dims
     */
    public static Tensor sparse_(Tensor tensor, double sparsity, double std, Generator generator) {
        StructuredInit.sparse(tensor, sparsity, std, generator);
        return tensor;
    }

    /** Uniform numbers with variance {@code gain^2 / fan}. He et al. 2015, arXiv:1502.01852. */
    public static Tensor kaimingUniform_(Tensor tensor, InitOptions options) {
        double bound = Math.sqrt(3) * kaimingStd(tensor, options);
        return uniform_(tensor, -bound, bound, options.generatorOrGlobal());
    }

    /** Normal numbers with variance {@code gain^2 / fan}. He et al. 2015, arXiv:1502.01852. */
    public static Tensor kaimingNormal_(Tensor tensor, InitOptions options) {
        return normal_(tensor, 0, kaimingStd(tensor, options), options.generatorOrGlobal());
    }

    private static double kaimingStd(Tensor tensor, InitOptions options) {
        long fan = switch (options.mode()) {
            case FAN_IN -> fanIn(tensor);
            case FAN_OUT -> fanOut(tensor);
        };
        return calculateGain(options.nonlinearity(), options.leak()) / Math.sqrt((double) fan);
    }

    /** Uniform numbers with variance {@code 2 gain^2 / (fanIn + fanOut)}. Glorot and Bengio 2010. */
    public static Tensor xavierUniform_(Tensor tensor, double gain, Generator generator) {
        double bound = Math.sqrt(3) * xavierStd(tensor, gain);
        return uniform_(tensor, -bound, bound, generator);
    }

    /** Normal numbers with variance {@code 2 gain^2 / (fanIn + fanOut)}. Glorot and Bengio 2010. */
    public static Tensor xavierNormal_(Tensor tensor, double gain, Generator generator) {
        return normal_(tensor, 0, xavierStd(tensor, gain), generator);
    }

    private static double xavierStd(Tensor tensor, double gain) {
        return gain * Math.sqrt(2.0 / (double) (fanIn(tensor) + fanOut(tensor)));
    }

    /** {@return how many numbers flow into one output: all dims but the first} */
    static long fanIn(Tensor tensor) {
        return tensor.shape().size(checkedDim(tensor, 1)) * receptiveField(tensor);
    }

    private static long fanOut(Tensor tensor) {
        return tensor.shape().size(checkedDim(tensor, 0)) * receptiveField(tensor);
    }

    private static int checkedDim(Tensor tensor, int dim) {
        if (tensor.dim() < 2) {
            throw new ShapeException("init: Fan in and fan out can not be computed for tensor with fewer than 2"
                    + " dimensions: shape " + tensor.shape());
        }
        return dim;
    }

    private static long receptiveField(Tensor tensor) {
        long n = 1;
        for (int d = 2; d < tensor.dim(); d++) {
            n *= tensor.shape().size(d);
        }
        return n;
    }
}
