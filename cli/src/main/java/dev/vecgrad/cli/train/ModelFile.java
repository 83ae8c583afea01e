package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.Version;
import dev.vecgrad.data.DataException;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.io.Safetensors;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.VecgradException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained classifier with all that is needed to use it: one safetensors file whose metadata holds the architecture, the
 * features' names and order, the standardisation, the classes' names, the seed and the version that wrote it.
 *
 * @param spec the architecture
 * @param featureNames in the order of the columns
 * @param classNames by class number
 * @param scaler what is done to features first
 * @param model the layers
 */
public record ModelFile(
        ModelSpec spec, List<String> featureNames, List<String> classNames, StandardScaler scaler, Sequential model) {
    private static final String FORMAT = "vecgrad-classifier";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Writes the file in place of an older one, which stays whole until the new one is. */
    public void save(Path file, long seed) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", Version.current());
        metadata.put("architecture", spec.text());
        metadata.put("features", JSON.writeValueAsString(featureNames));
        metadata.put("classes", JSON.writeValueAsString(classNames));
        metadata.put("mean", JSON.writeValueAsString(scaler.mean()));
        metadata.put("std", JSON.writeValueAsString(scaler.std()));
        metadata.put("seed", Long.toString(seed));
        Safetensors.save(file, model.stateDict(), metadata);
    }

    /**
     * {@return the classifier in {@code file}}
     *
     * @throws DataException if the file holds something else
     */
    public static ModelFile load(Path file) {
        Safetensors.Contents contents = Safetensors.load(file);
        Map<String, String> metadata = contents.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new DataException(file + ": no model of this command: its metadata has no format " + FORMAT);
        }
        try {
            return load(contents, metadata);
        } catch (JacksonException e) {
            throw new DataException(file + ": its metadata is damaged: " + e.getOriginalMessage(), e);
        } catch (VecgradException e) {
            throw new DataException(file + ": its parts do not fit each other: " + e.getMessage(), e);
        }
    }

    private static ModelFile load(Safetensors.Contents contents, Map<String, String> metadata) {
        ModelSpec spec = ModelSpec.parse(entry(metadata, "architecture"));
        List<String> features = texts(metadata, "features");
        List<String> classes = texts(metadata, "classes");
        StandardScaler scaler = new StandardScaler(numbers(metadata, "mean"), numbers(metadata, "std"));
        if (scaler.mean().length != features.size()) {
            throw new DataException(scaler.mean().length + " means for " + features.size() + " features");
        }
        checkShapes(spec.shapes(features.size(), classes.size()), contents.tensors());
        Sequential model = spec.build(features.size(), classes.size());
        model.loadStateDict(contents.tensors());
        model.eval();
        return new ModelFile(spec, features, classes, scaler, model);
    }

    /** Compares the tensors before a layer is built, so that a damaged width makes nothing large. */
    private static void checkShapes(Map<String, Shape> expected, Map<String, Tensor> tensors) {
        expected.forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new DataException("it has no " + name + ", which the architecture has");
            }
            if (!tensor.shape().equals(shape)) {
                throw new DataException("size mismatch for " + name + ": its shape is " + tensor.shape()
                        + ", the architecture's " + shape);
            }
        });
    }

    private static List<String> texts(Map<String, String> metadata, String key) {
        @Nullable String @Nullable [] texts = JSON.readValue(entry(metadata, key), String[].class);
        if (texts == null || texts.length == 0 || Arrays.stream(texts).anyMatch(Objects::isNull)) {
            throw new DataException("its entry " + key + " must be a list of texts");
        }
        return Arrays.stream(texts).map(Objects::requireNonNull).toList();
    }

    private static double[] numbers(Map<String, String> metadata, String key) {
        double @Nullable [] numbers = JSON.readValue(entry(metadata, key), double[].class);
        if (numbers == null) {
            throw new DataException("its entry " + key + " must be a list of numbers");
        }
        return numbers;
    }

    private static String entry(Map<String, String> metadata, String key) {
        @Nullable String value = metadata.get(key);
        if (value == null) {
            throw new DataException("its metadata has no entry " + key);
        }
        return value;
    }
}
