package dev.vecgrad.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import org.junit.jupiter.api.Test;

class TensorFormsTest {
    @Test
    void samplesBecomeFloatFeaturesAndLongLabels() {
        TensorDataset tensors = new Samples(new double[][] {{1, 2}, {3, 0.1}, {5, 6}}, new int[] {2, 0, 1}).toTensors();
        assertThat(tensors.size()).isEqualTo(3);
        Batch all = tensors.range(0, 3);
        assertThat(all.x().shape().toArray()).containsExactly(3, 2);
        assertThat(all.x().toFloatArray()).containsExactly(1, 2, 3, 0.1f, 5, 6);
        assertThat(all.y().dtype()).isEqualTo(DType.INT64);
        assertThat(all.y().toLongArray()).containsExactly(2, 0, 1);
    }

    @Test
    void imagesBecomeRowsOfPixelsFromZeroToOne() {
        var images = new IdxArray(new int[] {2, 1, 2}, new byte[] {0, (byte) 255, 51, 102});
        var labels = new IdxArray(new int[] {2}, new byte[] {9, (byte) 200});
        Batch all = new ImageSet(images, labels).toTensors().range(0, 2);
        assertThat(all.x().shape().toArray()).containsExactly(2, 2);
        assertThat(all.x().toFloatArray()).containsExactly(0, 1, 0.2f, 0.4f);
        assertThat(all.y().toLongArray()).containsExactly(9, 200);
    }

    @Test
    void noSamplesAreAnEmptyTensor() {
        assertThat(new Samples(new double[0][], new int[0]).features().shape().toArray())
                .containsExactly(0, 0);
        var none =
                new ImageSet(new IdxArray(new int[] {0, 2, 3}, new byte[0]), new IdxArray(new int[] {0}, new byte[0]));
        assertThat(none.features().shape().toArray()).containsExactly(0, 6);
    }

    @Test
    void tensorsSplitAsSamplesDo() {
        Samples samples = Datasets.makeClassification(
                ClassificationOptions.defaults().nSamples(30).randomState(1));
        TrainTestSplit split = Datasets.trainTestSplit(
                samples, SplitOptions.defaults().testSize(0.2).randomState(0));
        Tensor x = samples.features();
        assertThat(split.train(x).toFloatArray())
                .isEqualTo(split.train(samples).features().toFloatArray());
        assertThat(split.test(x).toFloatArray())
                .isEqualTo(split.test(samples).features().toFloatArray());
    }
}
