package dev.vecgrad.cli.train;

import dev.vecgrad.cli.data.CsvSource;
import dev.vecgrad.cli.data.ShippedData;
import dev.vecgrad.cli.data.TrainingTable;
import dev.vecgrad.data.DataException;
import dev.vecgrad.data.FashionMnist;
import dev.vecgrad.data.IdxFolder;
import dev.vecgrad.data.ImageSet;
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
    private static final String FASHION_MNIST = "fashion-mnist";

    /** {@return the data, standardised and split} */
    public TrainingSet read() {
        Optional<ShippedData> shipped = ShippedData.named(data);
        if (shipped.isPresent()) {
            return table(
                    shipped.get().id(),
                    target == null ? shipped.get().read() : read(shipped.get().source(), target));
        }
        if (data.equals(FASHION_MNIST)) {
            return images(data, FashionMnist.read(), FashionMnist.CLASS_NAMES);
        }
        Path path = Path.of(data);
        if (IdxFolder.isAt(path)) {
            return images(data, IdxFolder.read(path), List.of());
        }
        if (target == null && Files.isRegularFile(path)) {
            throw new DataException(data + ": --target COLUMN must name the column that holds the class");
        }
        return table(data, read(CsvSource.file(path), target == null ? "" : target));
    }

    private static TrainingTable read(CsvSource source, String target) {
        return TrainingTable.read(source, target);
    }

    private TrainingSet table(String name, TrainingTable table) {
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
                scaler.transform(split.test(all)).toTensors());
    }

    /** Pixels come scaled to [0, 1], which is all the standardisation they get. */
    private static TrainingSet images(String name, IdxFolder folder, List<String> classNames) {
        ImageSet train = folder.train();
        int pixels = train.pixelCount();
        List<String> features =
                IntStream.range(0, pixels).mapToObj(i -> "pixel" + i).toList();
        double[] ones = new double[pixels];
        Arrays.fill(ones, 1);
        return new TrainingSet(
                name,
                features,
                classNames.isEmpty() ? numbers(train, folder.test()) : classNames,
                new StandardScaler(new double[pixels], ones),
                train.toTensors(),
                folder.test().toTensors());
    }

    private static List<String> numbers(ImageSet train, ImageSet test) {
        long last = Math.max(largest(train), largest(test));
        return IntStream.rangeClosed(0, Math.toIntExact(last))
                .mapToObj(Integer::toString)
                .toList();
    }

    private static long largest(ImageSet set) {
        return Arrays.stream(set.targets().toLongArray()).max().orElse(0);
    }
}
