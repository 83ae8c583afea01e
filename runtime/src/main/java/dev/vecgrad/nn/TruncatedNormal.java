package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;

/**
 * Normal numbers between two bounds. Where the bounds hold enough of the distribution, those outside are drawn anew; else uniform numbers are
 * accepted as often as their density says. Both as PyTorch draws.
 */
final class TruncatedNormal {
    /** The share of the distribution between the bounds above which numbers outside are few. */
    private static final double ENOUGH = 0.3;

    private final double mean;
    private final double std;
    private final double a;
    private final double b;
    private final Generator generator;

    TruncatedNormal(double mean, double std, double a, double b, Generator generator) {
        if (!(a <= b) || !(std > 0)) {
            throw new IllegalArgumentException(
                    "trunc_normal_: a must not be above b and std must be positive: they are " + a + ", " + b + " and "
                            + std);
        }
        this.mean = mean;
        this.std = std;
        this.a = a;
        this.b = b;
        this.generator = generator;
    }

    /** Writes over {@code target}, which records nothing. */
    void write(Tensor target) {
        if (below(b) - below(a) > ENOUGH) {
            writeNormals(target);
        } else {
            writeAccepted(target);
        }
    }

    /** {@return the share of the distribution below {@code x}} */
    private double below(double x) {
        double z = (x - mean) / std / Math.sqrt(2);
        return (1 + Tensor.scalar(z, DType.FLOAT64).erf().item()) / 2;
    }

    private void writeNormals(Tensor target) {
        target.normal_(mean, std, generator);
        Tensor outside = outside(target);
        while (isAny(outside)) {
            target.copy_(target.zerosLike().normal_(mean, std, generator).where(outside, target));
            outside = outside(target);
        }
    }

    private Tensor outside(Tensor numbers) {
        return numbers.lt(a).logicalOr(numbers.gt(b));
    }

    private static boolean isAny(Tensor truths) {
        return truths.sum().item() > 0;
    }

    private void writeAccepted(Tensor target) {
        double peak = densityOf(Math.clamp(mean, a, b));
        target.uniform_(a, b, generator);
        Tensor pending = refused(target, peak);
        while (isAny(pending)) {
            Tensor candidates = target.zerosLike().uniform_(a, b, generator);
            target.copy_(candidates.where(pending, target));
            pending = refused(candidates, peak).logicalAnd(pending);
        }
    }

    private double densityOf(double x) {
        double z = (x - mean) / std;
        return -0.5 * z * z;
    }

    private Tensor refused(Tensor candidates, double peak) {
        Tensor density = candidates.sub(mean).div(std).square().mul(-0.5).sub(peak);
        return candidates.zerosLike().uniform_(0, 1, generator).log().gt(density);
    }
}
