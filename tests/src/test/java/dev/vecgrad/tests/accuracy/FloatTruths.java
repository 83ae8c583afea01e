package dev.vecgrad.tests.accuracy;

import dev.vecgrad.ir.MathFn;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatTruth} of many numbers at once: where the JDK's vector library has the function in double precision, by that, since a sweep
 * spends most of its time here. Vectors live in the locals of one method each, which is why the loops are not shared.
 */
final class FloatTruths {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

    private FloatTruths() {}

    /** Writes the truth at each of {@code x}, whose number is a multiple of 16, into {@code out}. */
    static void of(MathFn fn, double[] x, double[] out) {
        switch (fn) {
            case EXP -> exp(x, out);
            case LOG -> log(x, out);
            case LOG1P -> log1p(x, out);
            case EXPM1 -> expm1(x, out);
            case TANH -> tanh(x, out);
            case SIN -> sin(x, out);
            case COS -> cos(x, out);
            case SIGMOID -> sigmoid(x, out);
            case SOFTPLUS -> softplus(x, out);
            default -> one(fn, x, out);
        }
    }

    private static void one(MathFn fn, double[] x, double[] out) {
        for (int i = 0; i < x.length; i++) {
            out[i] = FloatTruth.of(fn, x[i]);
        }
    }

    private static void exp(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.EXP).intoArray(out, i);
        }
    }

    private static void log(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.LOG).intoArray(out, i);
        }
    }

    private static void log1p(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.LOG1P).intoArray(out, i);
        }
    }

    private static void expm1(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.EXPM1).intoArray(out, i);
        }
    }

    private static void tanh(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.TANH).intoArray(out, i);
        }
    }

    private static void sin(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.SIN).intoArray(out, i);
        }
    }

    private static void cos(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.COS).intoArray(out, i);
        }
    }

    private static void sigmoid(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector e = DoubleVector.fromArray(S, x, i).neg().lanewise(VectorOperators.EXP);
            DoubleVector.broadcast(S, 1).div(e.add(1)).intoArray(out, i);
        }
    }

    private static void softplus(double[] x, double[] out) {
        for (int i = 0; i < x.length; i += S.length()) {
            DoubleVector v = DoubleVector.fromArray(S, x, i);
            DoubleVector tail = v.abs().neg().lanewise(VectorOperators.EXP).lanewise(VectorOperators.LOG1P);
            v.max(0).add(tail).intoArray(out, i);
        }
    }
}
