package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.VecgradException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * All that a training must know to go on as if it had never stopped, in one file: named parts, each a state dict of tensors, numbers,
 * truths and texts, or the state of a generator.
 *
 * {@snippet :
 * Path file = Path.of("training.checkpoint");
 * new Checkpoint()
 *         .put("model", model.stateDict())
 *         .put("optimizer", sgd.stateDict())
 *         .put("dropout", Generator.global())
 *         .put("training", Map.of("epoch", 3L, "data", "houses.csv"))
 *         .save(file);
 *
 * Checkpoint saved = Checkpoint.load(file);
 * model.loadStateDict(saved.tensors("model"));
 * sgd.loadStateDict(saved.tensors("optimizer"));
 * saved.restore("dropout", Generator.global());
 * long epoch = saved.integer("training", "epoch");
 * }
 *
 * <p>The file is in the {@linkplain Safetensors safetensors} format, so that other programs can read it: a tensor's name is {@code
 * part.name}; the rest is metadata under such names, as JSON.
 */
public final class Checkpoint {
    private static final String STATE = "state";

    private final String source;
    private final SequencedMap<String, SequencedMap<String, Object>> parts = new LinkedHashMap<>();

    /** A checkpoint without parts. */
    public Checkpoint() {
        this("checkpoint");
    }

    /** A checkpoint that messages name so. */
    Checkpoint(String source) {
        this.source = source;
    }

    /**
     * Adds a part. {@return this checkpoint}
     *
     * <p>Tensors are not copied before they are saved.
     *
     * @param part its name, of letters, digits, {@code _} and {@code -}
     * @param state its content by name: tensors, whole numbers, floating-point numbers, truths and strings
     * @throws IllegalArgumentException if the name is taken or not allowed, or the state holds something else
     */
    public Checkpoint put(String part, Map<String, ?> state) {
        if (!part.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "put: a part's name must be of letters, digits, _ and -: it is '" + part + "'");
        }
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        state.forEach((name, value) -> values.put(name, value(part, name, value)));
        if (parts.putIfAbsent(part, values) != null) {
            throw new IllegalArgumentException("put: there is a part '" + part + "' already");
        }
        return this;
    }

    private static Object value(String part, String name, Object value) {
        return switch (value) {
            case Tensor _, Long _, Double _, Boolean _, String _ -> value;
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            default ->
                throw new IllegalArgumentException("put: part '" + part + "': '" + name + "' is a "
                        + value.getClass().getName() + ": it must be a Tensor, Long, Integer, Double, Float, Boolean or"
                        + " String");
        };
    }

    /** Adds a part that is the present state of a generator. {@return this checkpoint} */
    public Checkpoint put(String part, Generator generator) {
        return put(part, Map.of(STATE, Tensor.of(generator.getState())));
    }

    /** {@return the parts' names} */
    public Set<String> parts() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /**
     * {@return the content of a part by name: {@link Tensor}s, {@link Long}s, {@link Double}s, {@link Boolean}s and {@link String}s}
     *
     * @throws TensorFileException if there is no such part
     */
    public SequencedMap<String, Object> state(String part) {
        SequencedMap<String, Object> state = parts.get(part);
        if (state == null) {
            throw error("there is no part '" + part + "': there are " + parts.keySet());
        }
        return Collections.unmodifiableSequencedMap(state);
    }

    /**
     * {@return the tensors of a part by name}
     *
     * @throws TensorFileException if there is no such part
     */
    public SequencedMap<String, Tensor> tensors(String part) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        state(part).forEach((name, value) -> {
            if (value instanceof Tensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    /**
     * {@return a whole number}
     *
     * @throws TensorFileException if there is none of this name
     */
    public long integer(String part, String name) {
        return value(part, name, Long.class);
    }

    /**
     * {@return a floating-point number}
     *
     * @throws TensorFileException if there is none of this name
     */
    public double number(String part, String name) {
        return value(part, name, Double.class);
    }

    /**
     * {@return a truth}
     *
     * @throws TensorFileException if there is none of this name
     */
    public boolean truth(String part, String name) {
        return value(part, name, Boolean.class);
    }

    /**
     * {@return a text}
     *
     * @throws TensorFileException if there is none of this name
     */
    public String text(String part, String name) {
        return value(part, name, String.class);
    }

    private <T> T value(String part, String name, Class<T> kind) {
        Object value = state(part).get(name);
        if (!kind.isInstance(value)) {
            throw error("part '" + part + "': '" + name + "' must be a " + kind.getSimpleName() + ": it is "
                    + (value == null ? "missing" : "a " + value.getClass().getSimpleName()));
        }
        return kind.cast(value);
    }

    /**
     * Lets a generator continue from the state that is a part.
     *
     * @throws TensorFileException if there is no such part, or it is no state of a generator of this kind
     */
    public void restore(String part, Generator generator) {
        try {
            Generator _ = generator.setState(value(part, STATE, Tensor.class).toLongArray());
        } catch (TensorFileException e) {
            throw e;
        } catch (VecgradException e) {
            throw new TensorFileException(source + ": part '" + part + "': " + e.getMessage(), e);
        }
    }

    private TensorFileException error(String rule) {
        return new TensorFileException(source + ": " + rule);
    }

    /**
     * Writes a file. One that was there is replaced at once when the new one is whole.
     *
     * @throws TensorFileException if it cannot be written
     */
    public void save(Path file) {
        CheckpointFile.write(file, parts);
    }

    /**
     * {@return the checkpoint in a file; its tensors are copies}
     *
     * @throws TensorFileException if it cannot be read, is malformed, or is no checkpoint
     */
    public static Checkpoint load(Path file) {
        return CheckpointFile.read(file);
    }
}
