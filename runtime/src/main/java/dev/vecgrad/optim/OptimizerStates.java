package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/** Optimisers' memories and choices as named tensors. */
final class OptimizerStates {
    private static final String STATE = "state.";
    static final String GROUPS = "param_groups.";

    private OptimizerStates() {}

    static <O extends OptimizerOptions<O>> SequencedMap<String, Tensor> write(
            List<ParameterGroup<O>> groups, Function<Value, ParameterState> states) {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        List<Tensor> parameters = parameters(groups);
        for (int i = 0; i < parameters.size(); i++) {
            String prefix = STATE + i + ".";
            ParameterState state = states.apply(parameters.get(i).value());
            state.numbers().forEach((name, cell) -> all.put(prefix + name, Tensor.scalar(cell.get(), DType.FLOAT64)));
            state.values().forEach((name, value) -> all.put(prefix + name, new Tensor(value.detach())));
        }
        for (int g = 0; g < groups.size(); g++) {
            String prefix = GROUPS + g + ".";
            groups.get(g)
                    .options()
                    .numbers()
                    .forEach((name, number) -> all.put(prefix + name, Tensor.scalar(number, DType.FLOAT64)));
        }
        return all;
    }

    private static <O extends OptimizerOptions<O>> List<Tensor> parameters(List<ParameterGroup<O>> groups) {
        return groups.stream().flatMap(group -> group.parameters().stream()).toList();
    }

    static <O extends OptimizerOptions<O>> void check(List<ParameterGroup<O>> groups, Map<String, Tensor> all) {
        List<Tensor> parameters = parameters(groups);
        all.forEach((name, tensor) -> {
            if (name.startsWith(GROUPS)) {
                checkOption(groups, name);
            } else {
                checkTensor(parameters, name, tensor);
            }
        });
        for (int g = 0; g < groups.size(); g++) {
            String prefix = GROUPS + g + ".";
            for (String option : groups.get(g).options().numbers().keySet()) {
                if (!all.containsKey(prefix + option)) {
                    throw error("it has no " + prefix + option + ": the optimiser has " + groups.size() + " groups");
                }
            }
        }
    }

    private static <O extends OptimizerOptions<O>> void checkOption(List<ParameterGroup<O>> groups, String name) {
        String[] parts = name.split("\\.", 3);
        int group = index(parts, groups.size());
        if (group < 0 || !groups.get(group).options().numbers().containsKey(parts[2])) {
            throw error("the optimiser has no " + name + ": it has " + groups.size() + " groups");
        }
    }

    private static void checkTensor(List<Tensor> parameters, String name, Tensor tensor) {
        String[] parts = name.split("\\.", 3);
        int parameter = name.startsWith(STATE) ? index(parts, parameters.size()) : -1;
        if (parameter < 0) {
            throw error("the optimiser has no " + name + ": it has " + parameters.size() + " parameters");
        }
        Tensor owner = parameters.get(parameter);
        if (ParameterState.NUMBERS.contains(parts[2]) && tensor.numel() != 1) {
            throw error(name + " has shape " + tensor.shape() + ": it is a number");
        }
        if (!ParameterState.NUMBERS.contains(parts[2]) && !tensor.shape().equals(owner.shape())) {
            throw error(name + " has shape " + tensor.shape() + ": its parameter has shape " + owner.shape());
        }
    }

    /** {@return the number in the middle of a name; -1 if there is none below the limit} */
    private static int index(String[] parts, int limit) {
        try {
            int index = parts.length == 3 ? Integer.parseInt(parts[1]) : -1;
            return index < limit ? index : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    static VecgradException error(String message) {
        return new VecgradException("loadStateDict: loaded state dict does not fit: " + message);
    }

    static <O extends OptimizerOptions<O>> void read(
            List<ParameterGroup<O>> groups, Function<Value, ParameterState> states, Map<String, Tensor> all) {
        List<Tensor> parameters = parameters(groups);
        all.forEach((name, tensor) -> {
            String[] parts = name.split("\\.", 3);
            if (name.startsWith(STATE)) {
                Value parameter = parameters.get(Integer.parseInt(parts[1])).value();
                load(states.apply(parameter), parts[2], parameter, tensor);
            }
        });
        for (int g = 0; g < groups.size(); g++) {
            setOptions(groups.get(g), GROUPS + g + ".", all);
        }
    }

    private static void load(ParameterState state, String name, Value parameter, Tensor tensor) {
        if (ParameterState.NUMBERS.contains(name)) {
            state.number(name, 0).set(tensor.item());
        } else {
            state.load(name, parameter, tensor.value());
        }
    }

    private static <O extends OptimizerOptions<O>> void setOptions(
            ParameterGroup<O> group, String prefix, Map<String, Tensor> all) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String name : group.options().numbers().keySet()) {
            numbers.put(name, Objects.requireNonNull(all.get(prefix + name)).item());
        }
        group.setOptions(group.options().with(numbers));
    }
}
