package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.type.VecgradException;
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
    private double initialLr = Double.NaN;

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

    /**
     * {@return the choice that PyTorch calls {@code name}, truth as 1}
     *
     * @throws VecgradException if there is none
     */
    public double number(String name) {
        return cellOrThrow(name).get();
    }

    /**
     * Changes the choice that PyTorch calls {@code name}, e.g. {@code lr}, from the next step on.
     *
     * @throws VecgradException if there is none
     */
    public void setNumber(String name, double number) {
        Cell _ = cellOrThrow(name);
        Map<String, Double> numbers = new LinkedHashMap<>(options.numbers());
        numbers.put(name, number);
        setOptions(options.with(numbers));
    }

    /** {@return the learning rate when it was first asked for: what schedules start from, also when there are several} */
    double initialLr() {
        if (Double.isNaN(initialLr)) {
            initialLr = number("lr");
        }
        return initialLr;
    }

    /** {@return whether there is a choice that PyTorch calls {@code name}} */
    public boolean hasNumber(String name) {
        return cells.containsKey(name);
    }

    private Cell cellOrThrow(String name) {
        Cell cell = cells.get(name);
        if (cell == null) {
            throw new VecgradException("optimizer: parameter group didn't specify a value of optimization parameter "
                    + name + ": it has " + cells.keySet());
        }
        return cell;
    }

    /** Lets a compiled step rely on which choices are zero, which decides what an update computes; their values it reads at each call. */
    void guardForm() {
        if (Tracing.isOn()) {
            O traced = options;
            List<Boolean> form = form(traced);
            Tracing.guard(this, () -> options == traced || form(options).equals(form));
        }
    }

    private static List<Boolean> form(OptimizerOptions<?> options) {
        return options.numbers().values().stream().map(number -> number == 0).toList();
    }

    /** {@return the number that updates read at each step} */
    Cell cell(String name) {
        return Objects.requireNonNull(cells.get(name), name);
    }
}
