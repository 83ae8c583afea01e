package dev.vecgrad.cli.train;

import dev.vecgrad.Version;
import dev.vecgrad.data.DataException;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.io.Safetensors;
import dev.vecgrad.nn.Sequential;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            throw new DataException(file + ": damaged metadata: " + e.getOriginalMessage(), e);
        }
    }

    private static ModelFile load(Safetensors.Contents contents, Map<String, String> metadata) {
        ModelSpec spec = ModelSpec.parse(entry(metadata, "architecture"));
        List<String> features = Arrays.asList(JSON.readValue(entry(metadata, "features"), String[].class));
        List<String> classes = Arrays.asList(JSON.readValue(entry(metadata, "classes"), String[].class));
        StandardScaler scaler = new StandardScaler(numbers(metadata, "mean"), numbers(metadata, "std"));
        Sequential model = spec.build(features.size(), classes.size());
        model.loadStateDict(contents.tensors());
        model.eval();
        return new ModelFile(spec, features, classes, scaler, model);
    }

    private static double[] numbers(Map<String, String> metadata, String key) {
        return JSON.readValue(entry(metadata, key), double[].class);
    }

    private static String entry(Map<String, String> metadata, String key) {
        @Nullable String value = metadata.get(key);
        if (value == null) {
            throw new DataException("the model file's metadata has no entry " + key);
        }
        return value;
    }
}
