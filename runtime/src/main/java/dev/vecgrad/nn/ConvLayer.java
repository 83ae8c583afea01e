package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.PadMode;
import dev.vecgrad.type.ShapeException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all convolution layers have in common: a weight, perhaps a bias, and how they lie on images. */
public abstract sealed class ConvLayer extends Layer permits Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d {
    private final long inChannels;
    private final long outChannels;
    private final List<Long> kernel;
    private final ConvOptions options;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** A layer whose weight is [out, in / groups, kernel], or [in, out / groups, kernel] if it is transposed. */
    ConvLayer(
            String name,
            boolean transposed,
            int dims,
            long inChannels,
            long outChannels,
            List<Long> kernel,
            ConvOptions options) {
        check(name, transposed, inChannels, outChannels, options);
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernel = spread(kernel, dims);
        this.options = options;
        long groups = options.form().groups();
        long[] sizes = new long[2 + dims];
        sizes[0] = transposed ? inChannels : outChannels;
        sizes[1] = (transposed ? outChannels : inChannels) / groups;
        for (int d = 0; d < dims; d++) {
            sizes[2 + d] = this.kernel.get(d);
        }
        this.weight = register("weight", Parameter.empty(options.dtype(), sizes));
        this.bias = options.bias() ? register("bias", Parameter.empty(options.dtype(), outChannels)) : null;
        resetParameters(options.generatorOrGlobal());
    }

    private static void check(String name, boolean transposed, long inChannels, long outChannels, ConvOptions options) {
        long groups = options.form().groups();
        require(groups > 0, name, "groups must be a positive integer", "groups is " + groups);
        require(
                inChannels % groups == 0,
                name,
                "in_channels must be divisible by groups",
                inChannels + " channels in " + groups + " groups");
        require(
                outChannels % groups == 0,
                name,
                "out_channels must be divisible by groups",
                outChannels + " channels in " + groups + " groups");
        List<Long> stride = options.form().stride();
        require(
                !"same".equals(options.paddingName()) || stride.stream().allMatch(s -> s == 1),
                name,
                "padding='same' is not supported for strided convolutions",
                "the stride is " + stride);
        require(
                !transposed || options.paddingMode() == PadMode.CONSTANT,
                name,
                "Only \"zeros\" padding mode is supported for " + name,
                "it is " + options.paddingMode());
        require(
                !transposed || options.paddingName() == null,
                name,
                "padding must be numbers",
                "it is '" + options.paddingName() + "'");
    }

    private static void require(boolean holds, String name, String sentence, String numbers) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + sentence + ": " + numbers);
        }
    }

    private static List<Long> spread(List<Long> numbers, int dims) {
        if (numbers.size() != 1 && numbers.size() != dims) {
            throw new ShapeException("kernel_size: one number or " + dims + " are expected, got " + numbers);
        }
        return numbers.size() == dims ? numbers : Collections.nCopies(dims, numbers.getFirst());
    }

    /** Draws weight and bias anew, from [-1/sqrt(f), 1/sqrt(f)) where f is the number of elements of {@code weight[0]}. */
    public final void resetParameters(Generator generator) {
        long fan = Init.fanIn(weight);
        if (weight.numel() > 0) {
            Init.kaimingUniform_(weight, Init.options().leak(Math.sqrt(5)).generator(generator));
        }
        if (bias != null) {
            double bound = fan > 0 ? 1 / Math.sqrt((double) fan) : 0;
            Init.uniform_(bias, -bound, bound, generator);
        }
    }

    /** {@return how it was made} */
    final ConvOptions choices() {
        return options;
    }

    @Override
    public abstract Tensor forward(Tensor input);

    /** {@return the weight: [outChannels, inChannels / groups, kernel...]; [inChannels, outChannels / groups, kernel...] if transposed} */
    public final Parameter weight() {
        return weight;
    }

    /** {@return the bias, [outChannels]; null if there is none} */
    public final @Nullable Parameter bias() {
        return bias;
    }

    @Override
    protected String extraText() {
        ConvolutionForm form = options.form();
        String text =
                inChannels + ", " + outChannels + ", kernel_size=" + tuple(kernel) + ", stride=" + tuple(form.stride());
        if (options.paddingName() != null) {
            text += ", padding=" + options.paddingName();
        }
        text += unless(0, ", padding=", form.padding());
        text += unless(1, ", dilation=", form.dilation());
        text += unless(0, ", output_padding=", options.outputPadding());
        text += unless(1, ", groups=", form.groups());
        text += bias == null ? ", bias=False" : "";
        return text
                + (options.paddingMode() == PadMode.CONSTANT
                        ? ""
                        : ", padding_mode=" + options.paddingMode().name().toLowerCase(java.util.Locale.ROOT));
    }

    private String unless(long usual, String name, List<Long> numbers) {
        return numbers.stream().allMatch(n -> n == usual) ? "" : name + tuple(numbers);
    }

    private static String unless(long usual, String name, long number) {
        return number == usual ? "" : name + number;
    }

    private String tuple(List<Long> numbers) {
        List<Long> whole = spread(numbers, kernel.size());
        return whole.size() == 1
                ? "(" + whole.getFirst() + ",)"
                : whole.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
