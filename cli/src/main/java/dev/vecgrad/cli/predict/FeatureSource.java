package dev.vecgrad.cli.predict;

import dev.vecgrad.Tensor;
import dev.vecgrad.cli.data.CsvSource;
import dev.vecgrad.cli.data.FeatureTable;
import dev.vecgrad.cli.data.ImageData;
import dev.vecgrad.cli.data.ShippedData;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.data.DataException;
import dev.vecgrad.data.ImageSet;
import dev.vecgrad.data.Samples;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the samples that the command line names, as the features that a model takes. */
public final class FeatureSource {
    private FeatureSource() {}

    /**
     * {@return the features, standardised, one row a sample}
     *
     * @param data a CSV file, a shipped data set, or what brings test images
     * @throws DataException if there are none, or not those that the model was trained on
     */
    public static Tensor read(String data, ModelFile file) {
        Optional<ShippedData> shipped = ShippedData.named(data);
        if (shipped.isEmpty() && ImageData.isAt(data)) {
            return images(data, file);
        }
        CsvSource source = shipped.map(ShippedData::source).orElseGet(() -> CsvSource.file(Path.of(data)));
        double[][] rows = FeatureTable.read(source, file.featureNames()).x();
        return new Samples(file.scaler().transform(rows), new int[rows.length]).features();
    }

    private static Tensor images(String data, ModelFile file) {
        ImageSet images = ImageData.read(data).test();
        if (!ImageData.featureNames(images.pixelCount()).equals(file.featureNames())) {
            throw new DataException(data + ": the model takes "
                    + file.featureNames().size()
                    + " features, the first called '" + file.featureNames().getFirst()
                    + "', which are not the " + images.pixelCount() + " pixels of these images");
        }
        return images.features();
    }
}
