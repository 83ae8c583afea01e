package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ResizeMode;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Layers that give images another size; their numbers are compared with PyTorch's among the ops. */
class ResizeLayersTest {
    private static final ResizeOptions PLAIN = Interpolations.options();
    private static final Tensor LINE = Tensor.of(new float[][] {{1, 2, 3}}).view(1, 1, 3);
    private static final Tensor IMAGE = Tensor.arange(12).to(DType.FLOAT32).view(1, 1, 3, 4);

    @Test
    void marginsAreMadeAsTheNamesSay() {
        assertThat(new ZeroPad1d(1, 2).forward(LINE).toFloatArray()).containsExactly(0, 1, 2, 3, 0, 0);
        assertThat(new ConstantPad1d(1, 7).forward(LINE).toFloatArray()).containsExactly(7, 1, 2, 3, 7);
        assertThat(new ReflectionPad1d(2).forward(LINE).toFloatArray()).containsExactly(3, 2, 1, 2, 3, 2, 1);
        assertThat(new ReplicationPad1d(1, 0).forward(LINE).toFloatArray()).containsExactly(1, 1, 2, 3);
        assertThat(new CircularPad1d(1).forward(LINE).toFloatArray()).containsExactly(3, 1, 2, 3, 1);
        assertThat(new ZeroPad1d(-1).forward(LINE).toFloatArray()).containsExactly(2);
        assertSizes(new ZeroPad2d(1, 2, 3, 4).forward(IMAGE), 1, 1, 10, 7);
        assertSizes(new ConstantPad2d(1, 2).forward(IMAGE.get(0, 0)), 5, 6);
        assertSizes(new ReflectionPad2d(1).forward(IMAGE.get(0)), 1, 5, 6);
        assertSizes(new ReplicationPad2d(0, 1, 2, 0).forward(IMAGE), 1, 1, 5, 5);
        assertSizes(new CircularPad2d(2).forward(IMAGE), 1, 1, 7, 8);
        Tensor space = IMAGE.view(1, 1, 3, 2, 2);
        assertSizes(new ZeroPad3d(1).forward(space), 1, 1, 5, 4, 4);
        assertSizes(new ConstantPad3d(1, 2).forward(space), 1, 1, 5, 4, 4);
        assertSizes(new ReflectionPad3d(1).forward(space), 1, 1, 5, 4, 4);
        assertSizes(new ReplicationPad3d(0, 0, 0, 0, 2, 1).forward(space), 1, 1, 6, 2, 2);
        assertSizes(new CircularPad3d(1).forward(space), 1, 1, 5, 4, 4);
    }

    @Test
    void wrongMarginsAreRefused() {
        refused(
                () -> new ZeroPad2d(1, 2, 3),
                "pad: Padding must be one number or 4, two for each dim: they are [1, 2, 3]");
        refused(() -> new ReflectionPad2d(1).forward(LINE.get(0)), "pad: Expected 3D or 4D (batch mode) tensor");
        refused(
                () -> new ReflectionPad1d(3).forward(LINE),
                "pad: Padding size should be less than the corresponding input dimension");
    }

    @Test
    void asManyWindowsAsAreWanted() {
        assertThat(new AdaptiveAvgPool1d(2).forward(LINE).toFloatArray()).containsExactly(1.5f, 2.5f);
        assertThat(new AdaptiveAvgPool2d(1).forward(IMAGE).toFloatArray()).containsExactly(5.5f);
        assertSizes(new AdaptiveAvgPool2d(-1, 3).forward(IMAGE.get(0)), 1, 3, 3);
        assertSizes(new AdaptiveAvgPool3d(1).forward(IMAGE.view(1, 1, 3, 2, 2)), 1, 1, 1, 1, 1);
        assertThat(new AdaptiveMaxPool1d(2).forward(LINE).toFloatArray()).containsExactly(2, 3);
        Pools.Maxima found = new AdaptiveMaxPool2d(2).forwardWithIndices(IMAGE);
        assertThat(found.values().toFloatArray()).containsExactly(5, 7, 9, 11);
        assertThat(found.indices().toLongArray()).containsExactly(5, 7, 9, 11);
        assertThat(new AdaptiveMaxPool1d(3).forwardWithIndices(LINE).indices().toLongArray())
                .containsExactly(0, 1, 2);
    }

    @Test
    void nanIsBeforeAnythingAndInfinityStaysInItsWindow() {
        Tensor x =
                Tensor.of(new float[][] {{1, Float.POSITIVE_INFINITY, 3, 4, 5}}).view(1, 1, 5);
        assertThat(Pools.adaptiveAvgPool1d(x, 3).toFloatArray())
                .containsExactly(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 4.5f);
        Tensor y = Tensor.of(new float[][] {{1, 1, Float.NaN, Float.NaN, 5}});
        assertThat(Pools.adaptiveMaxPool1d(y, 2).indices().toLongArray()).containsExactly(2, 3);
        assertThat(Pools.adaptiveMaxPool1d(y, 5).indices().toLongArray()).containsExactly(0, 1, 2, 3, 4);
        Tensor low = Tensor.full(new long[] {1, 3}, Double.NEGATIVE_INFINITY);
        assertThat(Pools.adaptiveMaxPool1d(low, 1).indices().toLongArray()).containsExactly(0);
    }

    @Test
    void wrongWindowsAreRefused() {
        refused(
                () -> Pools.adaptiveAvgPool2d(IMAGE.get(0, 0), 1),
                "adaptiveAvgPool2d: Expected 3D or 4D tensor, but got [3, 4]");
        refused(
                () -> Pools.adaptiveMaxPool1d(Tensor.zeros(1, 2, 0), 1),
                "adaptiveMaxPool1d: Expected input to have non-zero size for non-batch dimensions");
        refused(
                () -> Pools.adaptiveAvgPool1d(LINE, -2),
                "adaptiveAvgPool1d: elements of output_size must be greater than or equal to 0 but received [-2]");
        refused(
                () -> Pools.adaptiveAvgPool2d(IMAGE, 1, 2, 3),
                "adaptiveAvgPool2d: expected output_size to be a single integer value or a list of 2 values");
        assertThatThrownBy(() -> Pools.adaptiveAvgPool1d(Tensor.arange(3).view(1, 3), 1))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("adaptiveAvgPool1d: ");
    }

    @Test
    void maximaAreBackWhereTheyWere() {
        Pools.Maxima line = new MaxPool1d(2).forwardWithIndices(LINE);
        assertThat(new MaxUnpool1d(2).forward(line.values(), line.indices()).toFloatArray())
                .containsExactly(0, 2);
        assertThat(new MaxUnpool1d(2).forward(line.values(), line.indices(), 3).toFloatArray())
                .containsExactly(0, 2, 0);
        Pools.Maxima plane = new MaxPool2d(2).forwardWithIndices(IMAGE);
        assertThat(new MaxUnpool2d(2, 2, MaxUnpool2d.options())
                        .forward(plane.values(), plane.indices(), 3, 4)
                        .toFloatArray())
                .containsExactly(0, 0, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0);
        assertSizes(
                new MaxUnpool2d(2)
                        .forward(Tensor.zeros(0, 1, 2, 2), Tensor.zeros(new long[] {0, 1, 2, 2}, DType.INT64)),
                0,
                1,
                4,
                4);
    }

    @Test
    void wrongPlacesAreRefused() {
        var layer = new MaxUnpool1d(2);
        Tensor places = Tensor.of(new long[][] {{0, 2, 99}}).view(1, 1, 3);
        assertThatThrownBy(() -> layer.forward(LINE, places))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("maxUnpool1d: Found an invalid max index (output volumes are of size [6])");
        refused(
                () -> layer.forward(LINE, places.view(1, 3)),
                "maxUnpool1d: Expected shape of indices to be same as that of the input tensor ([1, 1, 3])");
        refused(
                () -> layer.forward(LINE, places, 9),
                "maxUnpool1d: invalid output_size \"[9]\" (dim 0 must be between 4 and 8)");
        assertThatThrownBy(() -> layer.forward(LINE, places.to(DType.INT32)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("elements in indices should be type int64 but got: int32");
        refused(() -> layer.forward(LINE.view(3), places.view(3)), "maxUnpool1d: Input to max_unpooling should be");
    }

    @Test
    void imagesGetTheSizeThatIsAskedFor() {
        assertThat(new Upsample(PLAIN.scaleFactor(2)).forward(LINE).toFloatArray())
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(new Upsample(PLAIN.size(5).mode(ResizeMode.LINEAR).alignCorners(true))
                        .forward(LINE)
                        .toFloatArray())
                .containsExactly(1, 1.5f, 2, 2.5f, 3);
        assertThat(new UpsamplingNearest2d(PLAIN.size(1, 2)).forward(IMAGE).toFloatArray())
                .containsExactly(0, 2);
        assertThat(new UpsamplingBilinear2d(PLAIN.size(2, 2)).forward(IMAGE).toFloatArray())
                .containsExactly(0, 3, 8, 11);
    }

    /** What has the size already is copied, so that writing to it changes no input. */
    @Test
    void theSameSizeIsACopy() {
        Tensor x = Tensor.ones(1, 1, 3);
        Interpolations.interpolate(x, PLAIN.size(3)).fill_(5);
        Pools.adaptiveAvgPool1d(x, 3).fill_(5);
        assertThat(x.toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void aGradientIsSpreadOverWhatAResultIsMadeOf() {
        Tensor x = Tensor.of(new float[] {1, 2, 3}).view(1, 1, 3).requiresGrad_(true);
        Tensor y = Interpolations.interpolate(
                x, PLAIN.size(5).mode(ResizeMode.LINEAR).alignCorners(true));
        assertThat(y.toString()).contains("grad_fn=<UpsampleLinear1DBackward0>");
        y.sum().backward();
        assertThat(Objects.requireNonNull(x.grad()).toFloatArray()).containsExactly(1.5f, 2, 1.5f);
    }

    @Test
    void wrongSizesAreRefused() {
        refused(
                () -> Interpolations.interpolate(LINE, PLAIN),
                "interpolate: either size or scale_factor should be defined");
        refused(
                () -> Interpolations.interpolate(LINE, PLAIN.size(2).scaleFactor(2)),
                "interpolate: only one of size or scale_factor should be defined");
        refused(
                () -> Interpolations.interpolate(LINE, PLAIN.size(2, 3)),
                "interpolate: Input and output size must have the same number of spatial dimensions");
        refused(
                () -> Interpolations.interpolate(LINE, PLAIN.size(2).mode(ResizeMode.BICUBIC)),
                "interpolate: Got 3D input, but bicubic mode needs 4D input");
        refused(
                () -> Interpolations.interpolate(LINE, PLAIN.size(0)),
                "Input and output sizes should be greater than 0");
        refused(() -> Interpolations.interpolate(LINE, PLAIN.scaleFactor(0.1)), "should be greater than 0");
        refused(
                () -> Interpolations.interpolate(LINE.get(0), PLAIN.size(2)),
                "Only 3D, 4D and 5D input Tensors supported");
        assertThatThrownBy(() -> Interpolations.interpolate(LINE, PLAIN.size(2).alignCorners(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("align_corners option can only be set with the interpolating modes");
        assertThatThrownBy(() -> Interpolations.interpolate(LINE, PLAIN.size(2).recomputeScaleFactor(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recompute_scale_factor is not meaningful with an explicit size");
        assertThatThrownBy(() -> Interpolations.interpolate(Tensor.arange(3).view(1, 1, 3), PLAIN.size(2)))
                .isInstanceOf(DTypeException.class);
    }

    @Test
    void channelsAndPlacesAreExchanged() {
        Tensor x = Tensor.arange(8).to(DType.FLOAT32).view(1, 4, 1, 2);
        Tensor woven = new PixelShuffle(2).forward(x);
        assertThat(woven.toFloatArray()).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
        assertThat(new PixelUnshuffle(2).forward(woven).toFloatArray()).isEqualTo(x.toFloatArray());
        assertThat(new ChannelShuffle(2).forward(x).toFloatArray()).containsExactly(0, 1, 4, 5, 2, 3, 6, 7);
        refused(() -> x.pixelShuffle(3), "input.size(-3)=4 is not divisible by the square of 3");
        refused(() -> x.pixelShuffle(1L << 32), "is not divisible by the square of");
        refused(() -> x.pixelShuffle(0), "pixel_shuffle: pixel_shuffle expects a positive upscale_factor, but got 0");
        refused(() -> x.pixelUnshuffle(2), "expects height to be divisible by downscale_factor, but input.size(-2)=1");
        refused(() -> LINE.get(0).pixelUnshuffle(1), "expects input to have at least 3 dimensions");
        refused(
                () -> x.channelShuffle(3),
                "Number of channels must be divisible by groups. Got 4 channels and 3 groups.");
        refused(
                () -> x.channelShuffle(0),
                "Number of groups to divide channels in must be positive. Value of groups:0");
        refused(() -> LINE.get(0).channelShuffle(1), "channel_shuffle expects input with > 2 dims");
    }

    private static void assertSizes(Tensor found, long... sizes) {
        assertThat(found.shape().toArray()).containsExactly(sizes);
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(sentence);
    }
}
