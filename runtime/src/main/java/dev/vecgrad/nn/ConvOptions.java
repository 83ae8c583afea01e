package dev.vecgrad.nn;

import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.PadMode;
import dev.vecgrad.type.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a convolution lies on images and how its layer is made. Where several numbers are asked for, one is for all dims.
 *
 * @param form stride, padding, dilation and groups
 * @param paddingName {@code "same"} for as many results as elements, {@code "valid"} for no padding; null for the form's numbers
 * @param paddingMode what the margins are made of; CONSTANT for zeros
 * @param outputPadding how much longer a transposed convolution's result is, at its end
 * @param bias whether the layer has a bias
 * @param dtype the parameters' dtype
 * @param generator what draws the initial numbers; null for the global one
 */
public record ConvOptions(
        ConvolutionForm form,
        @Nullable String paddingName,
        PadMode paddingMode,
        List<Long> outputPadding,
        boolean bias,
        DType dtype,
        @Nullable Generator generator) {
    /** {@return stride 1, no padding, no dilation, one group, with a bias, float32, by the global generator} */
    static ConvOptions plain() {
        return new ConvOptions(ConvolutionForm.dense(), null, PadMode.CONSTANT, List.of(0L), true, DType.FLOAT32, null);
    }

    /** {@return the same with other distances of places; 1 at first} */
    public ConvOptions stride(long... stride) {
        return with(form.stride(stride), paddingName);
    }

    /** {@return the same with margins on each side; none at first} */
    public ConvOptions padding(long... padding) {
        return with(form.padding(padding), null);
    }

    /**
     * {@return the same with margins by name: {@code "same"} or {@code "valid"}}
     *
     * @throws IllegalArgumentException if it is neither
     */
    public ConvOptions padding(String name) {
        if (!name.equals("same") && !name.equals("valid")) {
            throw new IllegalArgumentException(
                    "padding: Invalid padding string '" + name + "', should be one of {'same', 'valid'}");
        }
        return with(form.padding(0), name);
    }

    /** {@return the same with other distances of the weight's elements; 1 at first} */
    public ConvOptions dilation(long... dilation) {
        return with(form.dilation(dilation), paddingName);
    }

    /** {@return the same with other groups of channels; one at first} */
    public ConvOptions groups(long groups) {
        return with(form.groups(groups), paddingName);
    }

    private ConvOptions with(ConvolutionForm newForm, @Nullable String newName) {
        return new ConvOptions(newForm, newName, paddingMode, outputPadding, bias, dtype, generator);
    }

    /** {@return the same with margins made of something else; CONSTANT, that is zeros, at first} */
    public ConvOptions paddingMode(PadMode newMode) {
        return new ConvOptions(form, paddingName, newMode, outputPadding, bias, dtype, generator);
    }

    /** {@return the same with longer results of a transposed convolution; 0 at first} */
    public ConvOptions outputPadding(long... longer) {
        return new ConvOptions(form, paddingName, paddingMode, ConvolutionForm.list(longer), bias, dtype, generator);
    }

    /** {@return the same with or without a bias; with one at first} */
    public ConvOptions bias(boolean newBias) {
        return new ConvOptions(form, paddingName, paddingMode, outputPadding, newBias, dtype, generator);
    }

    /** {@return the same with another dtype; float32 at first} */
    public ConvOptions dtype(DType newDType) {
        return new ConvOptions(form, paddingName, paddingMode, outputPadding, bias, newDType, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public ConvOptions generator(Generator newGenerator) {
        return new ConvOptions(form, paddingName, paddingMode, outputPadding, bias, dtype, newGenerator);
    }

    Generator generatorOrGlobal() {
        return generator == null ? Generator.global() : generator;
    }
}
