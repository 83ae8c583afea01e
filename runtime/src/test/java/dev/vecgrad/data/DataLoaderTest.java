package dev.vecgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("data_loader.txt");

    private final Generator globalBefore = Generator.global();
    private final TensorDataset eleven = TensorDataset.of(Tensor.arange(11));

    @AfterEach
    void restoreGlobalGenerator() {
        Generator.setGlobal(globalBefore);
    }

    @Test
    void batchesFollowTheDataSetAndTheLastOneIsShorter() {
        Tensor x = Tensor.arange(22).view(11, 2);
        DataLoader loader =
                DataLoader.of(TensorDataset.of(x, Tensor.arange(11))).batchSize(4);
        List<Batch> batches = batches(loader);
        assertThat(loader.size()).isEqualTo(3);
        assertThat(batches).extracting(Batch::size).containsExactly(4L, 4L, 3L);
        assertThat(batches.get(1).x().toLongArray()).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(batches.get(2).y().toLongArray()).containsExactly(8, 9, 10);
    }

    @Test
    void aShortLastBatchCanBeDropped() {
        DataLoader loader = DataLoader.of(eleven).batchSize(4).dropLast(true);
        assertThat(loader.size()).isEqualTo(2);
        assertThat(order(loader)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(batches(DataLoader.of(eleven).batchSize(12).dropLast(true))).isEmpty();
        assertThat(batches(DataLoader.of(eleven).batchSize(12))).hasSize(1);
    }

    @Test
    void withoutShufflingBatchesShareMemoryWithTheDataSet() {
        Tensor x = Tensor.zeros(4);
        DataLoader.of(TensorDataset.of(x)).batchSize(2).iterator().next().x().fill_(1);
        assertThat(x.toFloatArray()).containsExactly(1, 1, 0, 0);
        DataLoader.of(TensorDataset.of(x))
                .batchSize(4)
                .shuffle(true)
                .iterator()
                .next()
                .x()
                .fill_(2);
        assertThat(x.toFloatArray()).containsExactly(1, 1, 0, 0);
    }

    @Test
    void shuffledTensorsStayTogether() {
        Tensor x = Tensor.arange(50);
        DataLoader loader = DataLoader.of(TensorDataset.of(x, x.mul(2)))
                .batchSize(7)
                .shuffle(true)
                .generator(Generator.philox(1));
        for (Batch batch : loader) {
            assertThat(batch.y().toLongArray()).isEqualTo(batch.x().mul(2).toLongArray());
        }
        long[] epoch = order(loader);
        assertThat(LongStream.of(epoch).sorted().toArray()).isEqualTo(x.toLongArray());
        assertThat(order(loader)).isNotEqualTo(epoch);
    }

    @Test
    void withItsOwnGeneratorTheOrderOfEveryEpochIsPytorchs() {
        Generator generator = Generator.pytorch(5);
        DataLoader loader = DataLoader.of(eleven).batchSize(4).shuffle(true).generator(generator);
        assertThat(order(loader)).isEqualTo(GOLDEN.longs("own generator, epoch 1"));
        assertThat(order(loader)).isEqualTo(GOLDEN.longs("own generator, epoch 2"));
        assertThat(rand(generator)).isEqualTo(GOLDEN.floats("own generator, rand after"));
    }

    @Test
    void withTheGlobalGeneratorTheOrderOfEveryEpochIsPytorchs() {
        Generator.setGlobal(Generator.pytorch(5));
        DataLoader loader = DataLoader.of(eleven).batchSize(4).shuffle(true);
        assertThat(order(loader)).isEqualTo(GOLDEN.longs("global generator, epoch 1"));
        assertThat(order(loader)).isEqualTo(GOLDEN.longs("global generator, epoch 2"));
        assertThat(rand(Generator.global())).isEqualTo(GOLDEN.floats("global generator, rand after"));
    }

    @Test
    void inOrderTheStreamMovesAsPytorchsDoes() {
        Generator.setGlobal(Generator.pytorch(5));
        assertThat(order(DataLoader.of(eleven).batchSize(4))).isEqualTo(GOLDEN.longs("in order"));
        assertThat(rand(Generator.global())).isEqualTo(GOLDEN.floats("in order, rand after"));
    }

    @Test
    void anEmptyDataSetHasNoBatches() {
        TensorDataset none = TensorDataset.of(Tensor.zeros(0, 3));
        assertThat(batches(DataLoader.of(none).batchSize(4))).isEmpty();
        assertThat(batches(DataLoader.of(none).batchSize(4).shuffle(true))).isEmpty();
    }

    @Test
    void wrongUseIsAnError() {
        assertThatThrownBy(() -> DataLoader.of(eleven).batchSize(0)).hasMessageContaining("batchSize=0");
        Iterator<Batch> epoch = DataLoader.of(eleven).batchSize(11).iterator();
        epoch.next();
        assertThat(epoch.hasNext()).isFalse();
        assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> TensorDataset.of(Tensor.zeros(3), Tensor.zeros(4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Size mismatch between tensors: the first dims are 3 and 4");
        assertThatThrownBy(() -> TensorDataset.of(Tensor.of(1f))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(TensorDataset::of).isInstanceOf(ShapeException.class);
    }

    private static List<Batch> batches(DataLoader loader) {
        List<Batch> batches = new ArrayList<>();
        loader.forEach(batches::add);
        return batches;
    }

    private static long[] order(DataLoader loader) {
        return batches(loader).stream()
                .flatMapToLong(batch -> LongStream.of(batch.x().toLongArray()))
                .toArray();
    }

    private static float[] rand(Generator generator) {
        float[] out = new float[3];
        generator.fill(stream -> stream.rand(out));
        return out;
    }
}
