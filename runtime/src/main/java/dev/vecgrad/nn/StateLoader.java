package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies a state into a module's tensors after it has checked names and shapes. */
final class StateLoader {
    private StateLoader() {}

    static IncompatibleKeys load(String module, Map<String, Tensor> own, Map<String, Tensor> state, boolean strict) {
        var keys = new IncompatibleKeys(without(own, state), without(state, own));
        List<String> errors = new ArrayList<>();
        if (strict && !keys.missing().isEmpty()) {
            errors.add("Missing key(s) in state_dict: " + quoted(keys.missing()) + ". ");
        }
        if (strict && !keys.unexpected().isEmpty()) {
            errors.add("Unexpected key(s) in state_dict: " + quoted(keys.unexpected()) + ". ");
        }
        own.forEach((name, tensor) -> checkShape(errors, name, tensor, state));
        if (!errors.isEmpty()) {
            throw new StateDictException(
                    "Error(s) in loading state_dict for " + module + ":\n\t" + String.join("\n\t", errors));
        }
        own.forEach((name, tensor) -> copy(tensor, state.get(name)));
        return keys;
    }

    private static List<String> without(Map<String, Tensor> names, Map<String, Tensor> others) {
        return names.keySet().stream().filter(name -> !others.containsKey(name)).toList();
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    private static void checkShape(List<String> errors, String name, Tensor tensor, Map<String, Tensor> state) {
        Tensor source = state.get(name);
        if (source != null && !source.shape().equals(tensor.shape())) {
            errors.add("size mismatch for " + name + ": copying a param with shape " + source.shape()
                    + " from checkpoint, the shape in current model is " + tensor.shape() + ".");
        }
    }

    private static void copy(Tensor target, @Nullable Tensor source) {
        if (source != null) {
            target.copy_(source.detach());
        }
    }
}
