package dev.vecgrad.cli.train;

import dev.vecgrad.cli.data.ImageSize;
import dev.vecgrad.data.DataException;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/**
 * A classifier as the command line names it: {@code logistic}, one linear layer with a score for each class, {@code mlp:256,128}, hidden
 * layers of these widths with ReLU between, or {@code cnn}, a small net of convolutions for images, with their size {@code cnn:28x28}.
 */
public sealed interface ModelSpec permits DenseSpec, ConvSpec {
    /**
     * {@return what {@code text} names}
     *
     * @throws DataException if it names no model
     */
    static ModelSpec parse(String text) {
        if (text.equals("logistic")) {
            return new DenseSpec(text, List.of());
        }
        if (text.equals("cnn")) {
            return new ConvSpec(null);
        }
        String numbers = text.substring(text.indexOf(':') + 1);
        if (text.matches("cnn:[1-9]\\d{0,3}x[1-9]\\d{0,3}")) {
            int cross = numbers.indexOf('x');
            return new ConvSpec(new ImageSize(
                    Integer.parseInt(numbers.substring(0, cross)), Integer.parseInt(numbers.substring(cross + 1))));
        }
        if (!text.matches("mlp:[1-9]\\d{0,5}(,[1-9]\\d{0,5})*")) {
            throw new DataException("--model " + text
                    + ": use 'logistic', 'mlp:' with the widths of the hidden layers, e.g. mlp:256,128, or 'cnn'");
        }
        return new DenseSpec(
                text,
                Arrays.stream(numbers.split(",", -1)).map(Integer::valueOf).toList());
    }

    /** {@return its name, by which {@link #parse} gives it again} */
    String text();

    /**
     * {@return the same for the data's features}
     *
     * @throws DataException if it needs images of another size, or images where there are none
     */
    ModelSpec on(TrainingSet set);

    /** {@return how many times an optimiser's usual learning rate it learns best with} */
    double rateFactor();

    /** {@return the shapes of such a model's parameters by name} */
    SequencedMap<String, Shape> shapes(int features, int classes);

    /** {@return a new model from {@code features} numbers to a score for each of {@code classes}} */
    Sequential build(int features, int classes);
}
