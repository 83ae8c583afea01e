package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parameters in an order, named {@code 0}, {@code 1}, ... */
public final class ParameterList extends Module implements Iterable<Parameter> {
    private final List<Parameter> list = new ArrayList<>();

    /** A list of these; tensors that are no parameters become some, as copies. */
    public ParameterList(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            append(tensor);
        }
    }

    /** Adds a parameter at the end, a copy if it is not one yet. {@return the parameter} */
    public Parameter append(Tensor tensor) {
        Parameter parameter = tensor instanceof Parameter own ? own : new Parameter(tensor);
        list.add(register(Integer.toString(list.size()), parameter));
        return parameter;
    }

    /** {@return parameter {@code index}, counted from 0} */
    public Parameter get(int index) {
        return list.get(index);
    }

    /** {@return the number of parameters} */
    public int size() {
        return list.size();
    }

    @Override
    public Iterator<Parameter> iterator() {
        return List.copyOf(list).iterator();
    }

    @Override
    protected String extraText() {
        List<String> lines = new ArrayList<>();
        for (Parameter parameter : list) {
            lines.add("  (" + lines.size() + "): Parameter containing: [torch."
                    + parameter.dtype().toString().toLowerCase(Locale.ROOT) + " of size " + sizes(parameter) + "]");
        }
        return String.join("\n", lines);
    }

    private static String sizes(Tensor tensor) {
        return Arrays.stream(tensor.shape().toArray()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
