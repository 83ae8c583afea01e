package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Elements of images that change between channels and places. All dims before the channels are a batch. */
public final class Shuffling {
    private Shuffling() {}

    /**
     * {@return images {@code [..., c, h r, w r]} of ones {@code [..., c r r, h, w]}} Each place becomes r x r places, filled from as many
     * channels. torch.pixel_shuffle.
     */
    public static Value pixelShuffle(Value x, long factor) {
        String op = "pixel_shuffle";
        requireImages(op, x);
        requirePositive(op, "upscale_factor", factor);
        long[] sizes = x.shape().toArray();
        int at = sizes.length - 3;
        if (sizes[at] % factor != 0 || sizes[at] / factor % factor != 0) {
            throw new ShapeException(op + ": pixel_shuffle expects its input's 'channel' dimension to be divisible by"
                    + " the square of upscale_factor, but input.size(-3)=" + sizes[at]
                    + " is not divisible by the square of "
                    + factor);
        }
        long channels = sizes[at] / factor / factor;
        Value split = Movement.reshape(x, ends(sizes, at, channels, factor, factor, sizes[at + 1], sizes[at + 2]));
        Value woven = Movement.permute(split, order(at, 0, 3, 1, 4, 2));
        return Movement.reshape(woven, ends(sizes, at, channels, sizes[at + 1] * factor, sizes[at + 2] * factor));
    }

    /** {@return images {@code [..., c r r, h, w]} of ones {@code [..., c, h r, w r]}} The inverse of pixelShuffle. torch.pixel_unshuffle. */
    public static Value pixelUnshuffle(Value x, long factor) {
        String op = "pixel_unshuffle";
        requireImages(op, x);
        requirePositive(op, "downscale_factor", factor);
        long[] sizes = x.shape().toArray();
        int at = sizes.length - 3;
        requireDivisible(op, "height", -2, sizes[at + 1], factor);
        requireDivisible(op, "width", -1, sizes[at + 2], factor);
        long height = sizes[at + 1] / factor;
        long width = sizes[at + 2] / factor;
        Value split = Movement.reshape(x, ends(sizes, at, sizes[at], height, factor, width, factor));
        Value sorted = Movement.permute(split, order(at, 0, 2, 4, 1, 3));
        return Movement.reshape(sorted, ends(sizes, at, sizes[at] * factor * factor, height, width));
    }

    /** {@return images {@code [n, c, ...]} whose channels, in groups, are dealt in turn from each group} torch.channel_shuffle. */
    public static Value channelShuffle(Value x, long groups) {
        String op = "channel_shuffle";
        if (x.rank() <= 2) {
            throw new ShapeException(
                    op + ": channel_shuffle expects input with > 2 dims, but got input with sizes " + x.shape());
        }
        if (groups <= 0) {
            throw new ShapeException(
                    op + ": Number of groups to divide channels in must be positive. Value of groups:" + groups);
        }
        long[] sizes = x.shape().toArray();
        if (sizes[1] % groups != 0) {
            throw new ShapeException(op + ": Number of channels must be divisible by groups. Got " + sizes[1]
                    + " channels and " + groups + " groups.");
        }
        long[] split = new long[sizes.length + 1];
        System.arraycopy(sizes, 2, split, 3, sizes.length - 2);
        split[0] = sizes[0];
        split[1] = groups;
        split[2] = sizes[1] / groups;
        return Movement.reshape(Movement.transpose(Movement.reshape(x, split), 1, 2), sizes);
    }

    /** {@return the first {@code at} sizes, and others after them} */
    private static long[] ends(long[] sizes, int at, long... others) {
        long[] all = Arrays.copyOf(sizes, at + others.length);
        System.arraycopy(others, 0, all, at, others.length);
        return all;
    }

    /** {@return the first {@code at} dims as they are, and the others in this order} */
    private static int[] order(int at, int... others) {
        int[] all = new int[at + others.length];
        Arrays.setAll(all, d -> d < at ? d : at + others[d - at]);
        return all;
    }

    private static void requireImages(String op, Value x) {
        if (x.rank() < 3) {
            throw new ShapeException(
                    op + ": " + op + " expects input to have at least 3 dimensions, but got input with " + x.rank()
                            + " dimension(s): its shape is " + x.shape());
        }
    }

    private static void requirePositive(String op, String name, long factor) {
        if (factor <= 0) {
            throw new ShapeException(op + ": " + op + " expects a positive " + name + ", but got " + factor);
        }
    }

    private static void requireDivisible(String op, String what, int dim, long size, long factor) {
        if (size % factor != 0) {
            throw new ShapeException(op + ": " + op + " expects " + what
                    + " to be divisible by downscale_factor, but input.size(" + dim + ")=" + size
                    + " is not divisible by " + factor);
        }
    }
}
