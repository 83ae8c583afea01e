package dev.vecgrad.cli.train;

import dev.vecgrad.cli.data.CsvSource;
import dev.vecgrad.cli.data.ImageData;
import dev.vecgrad.cli.data.ImageSize;
import dev.vecgrad.cli.data.ShippedData;
import dev.vecgrad.cli.data.TrainingTable;
import dev.vecgrad.data.DataException;
import dev.vecgrad.data.IdxFolder;
import dev.vecgrad.data.Samples;
import dev.vecgrad.data.SplitOptions;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.data.TrainTestSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data that the command line names: a data set that ships with the project, Fashion-MNIST, a folder of IDX files, or
 * a CSV file.
 *
 * @param data the name, file or folder
 * @param target the column of the class in a CSV file
 * @param testSize the share of rows that only test; image sets bring their own test part
 * @param seed of the split
 */
public record DataSource(String data, @Nullable String target, double testSize, long seed) {
    /** {@return the data, standardised and split} */
    public TrainingSet read() {
        Optional<ShippedData> shipped = ShippedData.named(data);
        if (shipped.isPresent()) {
            String column = target == null ? shipped.get().target() : target;
            ImageSize size = shipped.get().images();
            return table(data, TrainingTable.read(shipped.get().source(), column), size);
        }
        if (ImageData.isAt(data)) {
            return images();
        }
        Path file = Path.of(data);
        if (!Files.exists(file)) {
            throw new DataException(data + ": there is no such file or folder, and no data set of this name: there are "
                    + "digits, breast-cancer and fashion-mnist");
        }
        if (target == null) {
            throw new DataException(data + ": --target COLUMN must name the column that holds the class");
        }
        return table(data, TrainingTable.read(CsvSource.file(file), target), null);
    }

    private TrainingSet table(String name, TrainingTable table, @Nullable ImageSize size) {
        Samples all = table.samples();
        SplitOptions options = SplitOptions.defaults().testSize(testSize).randomState(seed);
        TrainTestSplit split = TrainTestSplit.of(all.size(), options);
        Samples train = split.train(all);
        StandardScaler scaler = StandardScaler.fit(train.x());
        return new TrainingSet(
                name,
                table.featureNames(),
                table.classNames(),
                scaler,
                scaler.transform(train).toTensors(),
                scaler.transform(split.test(all)).toTensors(),
                size,
                IntStream.of(split.test()).map(index -> index + 1).toArray());
    }

    /** Pixels come scaled to [0, 1], which is all the standardisation they get. */
    private TrainingSet images() {
        if (target != null) {
            throw new DataException("--target " + target + ": " + data
                    + " brings its own classes; only a CSV file has a target column");
        }
        IdxFolder images = ImageData.read(data);
        List<String> known = ImageData.classNames(data);
        int pixels = images.train().pixelCount();
        double[] ones = new double[pixels];
        Arrays.fill(ones, 1);
        return new TrainingSet(
                data,
                ImageData.featureNames(pixels),
                known.isEmpty() ? numbers(images) : known,
                new StandardScaler(new double[pixels], ones),
                images.train().toTensors(),
                images.test().toTensors(),
                new ImageSize(
                        images.train().images().dims()[1],
                        images.train().images().dims()[2]),
                IntStream.rangeClosed(1, images.test().size()).toArray());
    }

    private List<String> numbers(IdxFolder images) {
        int[] labels = images.train().labels().toInts();
        if (IntStream.of(labels).distinct().count() < 2) {
            throw new DataException(data + ": all training images are of one class: at least 2 are needed");
        }
        int last = Math.max(largest(labels), largest(images.test().labels().toInts()));
        return IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
    }

    private static int largest(int[] labels) {
        return IntStream.of(labels).max().orElse(0);
    }
}
