package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Noise;
import dev.vecgrad.ops.Random;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;

/** Dropout as functions; outside training they return their input. They draw from the global generator. */
public final class Dropouts {
    /** -scale * alpha of the self-normalising ELU. */
    private static final double ALPHA = 1.7580993408473766;

    private Dropouts() {}

    /** {@return elements that are zero with probability p and else input / (1 - p)} Hinton et al. 2012, arXiv:1207.0580. */
    public static Tensor dropout(Tensor input, double p, boolean training) {
        return dropped(input, input.shape(), p, training);
    }

    /**
     * {@return channels that are zero with probability p and else input / (1 - p)} Tompson et al. 2014, arXiv:1411.4280.
     *
     * @param input {@code [samples, channels, length]}, or {@code [channels, length]} of one sample
     */
    public static Tensor dropout1d(Tensor input, double p, boolean training) {
        requireProbability(p);
        if (input.dim() != 2 && input.dim() != 3) {
            throw new ShapeException("dropout1d: Expected 2D or 3D input, but received a " + input.dim()
                    + "D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial"
                    + " dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).: shape "
                    + input.shape());
        }
        return input.dim() == 3
                ? dropped(input, channels(input), p, training)
                : dropped(input.unsqueeze(0), channels(input.unsqueeze(0)), p, training)
                        .squeeze(0);
    }

    /**
     * {@return channels that are zero with probability p and else input / (1 - p)} Tompson et al. 2014, arXiv:1411.4280.
     *
     * @param input {@code [samples, channels, ...]}
     */
    public static Tensor dropout2d(Tensor input, double p, boolean training) {
        return rests(input, p, training) ? input : dropped(input, channels(input), p, true);
    }

    /** {@return the same as {@link #dropout2d}, for channels with three spatial dims} */
    public static Tensor dropout3d(Tensor input, double p, boolean training) {
        return dropout2d(input, p, training);
    }

    /**
     * {@return elements that are, with probability p, the least value of the self-normalising ELU, scaled and moved so that mean and variance stay}
     * Klambauer et al. 2017, arXiv:1706.02515.
     */
    public static Tensor alphaDropout(Tensor input, double p, boolean training) {
        return alpha(input, input.shape(), p, training);
    }

    /** {@return channels in place of elements of {@link #alphaDropout}; the input is {@code [samples, channels, ...]}} */
    public static Tensor featureAlphaDropout(Tensor input, double p, boolean training) {
        return rests(input, p, training) ? input : alpha(input, channels(input), p, true);
    }

    private static Shape channels(Tensor input) {
        if (input.dim() < 2) {
            throw new ShapeException(
                    "feature_dropout: Feature dropout requires at least 2 dimensions in the input: shape "
                            + input.shape());
        }
        long[] sizes = input.shape().toArray();
        Arrays.fill(sizes, 2, sizes.length, 1);
        return Shape.of(sizes);
    }

    private static boolean rests(Tensor input, double p, boolean training) {
        requireProbability(p);
        return !training || p == 0 || input.numel() == 0;
    }

    private static Tensor dropped(Tensor input, Shape noise, double p, boolean training) {
        if (rests(input, p, training)) {
            return input;
        }
        return input.mul(
                p == 1 ? input.zerosLike() : input.wrap(Noise.dropout(noise, input.value(), p, Generator.global())));
    }

    private static Tensor alpha(Tensor input, Shape noise, double p, boolean training) {
        if (rests(input, p, training)) {
            return input;
        }
        if (p == 1) {
            return input.mul(input.zerosLike());
        }
        double a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
        Tensor kept = input.wrap(Random.coins(noise, input.dtype(), 1 - p, 1, Generator.global(), input.device()));
        Tensor moved = kept.sub(1).mul(ALPHA * a).add(ALPHA * a * p);
        return input.mul(kept.mul(a)).add(moved);
    }

    static void requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new VecgradException("dropout: dropout probability has to be between 0 and 1, but got " + p);
        }
    }
}
