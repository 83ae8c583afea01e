package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param <O> the optimiser's options
 */
public final class ParameterGroup<O extends OptimizerOptions<O>> {
    private final List<Tensor> parameters;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private O options;

    ParameterGroup(List<? extends Tensor> parameters, O options) {
        this.parameters = List.copyOf(parameters);
        this.options = options;
        options.numbers().forEach((name, number) -> cells.put(name, new Cell(number)));
    }

    /** {@return the parameters} */
    public List<Tensor> parameters() {
        return parameters;
    }

    /** {@return the choices} */
    public O options() {
        return options;
    }

    /** Changes the choices, e.g. the learning rate, from the next step on; compiled steps see it too. */
    public void setOptions(O newOptions) {
        options = newOptions;
        newOptions.numbers().forEach((name, number) -> cell(name).set(number));
    }

    /** {@return the number that updates read at each step} */
    Cell cell(String name) {
        return Objects.requireNonNull(cells.get(name), name);
    }
}
