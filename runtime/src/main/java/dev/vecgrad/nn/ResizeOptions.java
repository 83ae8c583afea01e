package dev.vecgrad.nn;

import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.ResizeMode;
import dev.vecgrad.ops.Resizing;
import java.util.Arrays;
import java.util.List;

/**
 * What size images get and how. Where several numbers are asked for, one is for all dims.
 *
 * @param size the new sizes; empty if factors say them
 * @param scaleFactor the new sizes divided by the old ones, rounded down; empty if the sizes are said
 * @param mode how elements are made
 * @param alignCorners whether the first and last results are the first and last elements; else the borders of both images fit
 * @param recomputeScaleFactor whether places come from the sizes also where factors were given
 */
public record ResizeOptions(
        List<Long> size,
        List<Double> scaleFactor,
        ResizeMode mode,
        boolean alignCorners,
        boolean recomputeScaleFactor) {
    /** {@return neither sizes nor factors, nearest elements} */
    static ResizeOptions plain() {
        return new ResizeOptions(List.of(), List.of(), ResizeMode.NEAREST, false, false);
    }

    /** {@return the same with these sizes; none at first} */
    public ResizeOptions size(long... newSize) {
        return new ResizeOptions(ConvolutionForm.list(newSize), scaleFactor, mode, alignCorners, recomputeScaleFactor);
    }

    /** {@return the same with these factors; none at first} */
    public ResizeOptions scaleFactor(double... newScaleFactor) {
        List<Double> factors = Arrays.stream(newScaleFactor).boxed().toList();
        return new ResizeOptions(size, factors, mode, alignCorners, recomputeScaleFactor);
    }

    /** {@return the same with elements made in another way; the nearest ones at first} */
    public ResizeOptions mode(ResizeMode newMode) {
        return new ResizeOptions(size, scaleFactor, newMode, alignCorners, recomputeScaleFactor);
    }

    /** {@return the same with or without corners on corners; without at first} */
    public ResizeOptions alignCorners(boolean aligned) {
        return new ResizeOptions(size, scaleFactor, mode, aligned, recomputeScaleFactor);
    }

    /** {@return the same with places from the sizes or from the factors; from the factors at first} */
    public ResizeOptions recomputeScaleFactor(boolean recomputed) {
        return new ResizeOptions(size, scaleFactor, mode, alignCorners, recomputed);
    }

    Resizing.Form form() {
        return new Resizing.Form(size, scaleFactor, mode, alignCorners, recomputeScaleFactor);
    }

    /** {@return what a layer prints of itself} */
    String text() {
        String factors = scaleFactor.size() == 1
                ? Texts.number(scaleFactor.getFirst())
                : "("
                        + String.join(
                                ", ", scaleFactor.stream().map(Texts::number).toList()) + ")";
        return (scaleFactor.isEmpty() ? "size=" + Texts.given(size) : "scale_factor=" + factors) + ", mode='" + mode
                + "'";
    }
}
