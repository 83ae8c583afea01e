package dev.vecgrad.cli.train;

import dev.vecgrad.cli.data.ImageSize;
import dev.vecgrad.data.DataException;
import dev.vecgrad.nn.Conv2d;
import dev.vecgrad.nn.Flatten;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.MaxPool2d;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.nn.Unflatten;
import dev.vecgrad.type.Shape;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions of 3 x 3 to 16 and 32 channels, each with ReLU and the greatest of 2 x 2, and two linear layers with 128 features and
 * ReLU between.
 *
 * @param size of the images; null for that of the data
 */
record ConvSpec(@Nullable ImageSize size) implements ModelSpec {
    private static final int FIRST = 16;
    private static final int SECOND = 32;
    private static final int HIDDEN = 128;

    /** Of height and width: each pooling halves them. */
    private static final int LEAST = 4;

    @Override
    public String text() {
        return size == null ? "cnn" : "cnn:" + size;
    }

    @Override
    public ModelSpec on(TrainingSet set) {
        ImageSize found = size == null ? set.images() : size;
        if (found == null) {
            throw new DataException("--model cnn: " + set.name() + " is a table, no set of images: name their size,"
                    + " e.g. cnn:28x28, if the columns are pixels, or use logistic or mlp:");
        }
        ConvSpec spec = new ConvSpec(found);
        spec.onFeatures(set.featureNames().size());
        return spec;
    }

    @Override
    public double rateFactor() {
        return 2;
    }

    @Override
    public SequencedMap<String, Shape> shapes(int features, int classes) {
        SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("1.weight", Shape.of(FIRST, 1, 3, 3));
        shapes.put("1.bias", Shape.of(FIRST));
        shapes.put("4.weight", Shape.of(SECOND, FIRST, 3, 3));
        shapes.put("4.bias", Shape.of(SECOND));
        shapes.put("8.weight", Shape.of(HIDDEN, flat(onFeatures(features))));
        shapes.put("8.bias", Shape.of(HIDDEN));
        shapes.put("10.weight", Shape.of(classes, HIDDEN));
        shapes.put("10.bias", Shape.of(classes));
        return shapes;
    }

    @Override
    public Sequential build(int features, int classes) {
        ImageSize images = onFeatures(features);
        return new Sequential(
                new Unflatten(1, 1, images.height(), images.width()),
                new Conv2d(1, FIRST, 3, Conv2d.options().padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(FIRST, SECOND, 3, Conv2d.options().padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(flat(images), HIDDEN),
                new ReLU(),
                new Linear(HIDDEN, classes));
    }

    private static long flat(ImageSize images) {
        return (long) SECOND * (images.height() / 2 / 2) * (images.width() / 2 / 2);
    }

    private ImageSize onFeatures(int features) {
        if (size == null) {
            throw new DataException("--model cnn: the size of the images is not known: name it, e.g. cnn:28x28");
        }
        if (size.pixels() != features) {
            throw new DataException("--model " + text() + ": images of " + size + " have " + size.pixels()
                    + " pixels, but there are " + features + " features");
        }
        if (Math.min(size.height(), size.width()) < LEAST) {
            throw new DataException("--model " + text() + ": images must have at least " + LEAST + " rows and columns");
        }
        return size;
    }
}
