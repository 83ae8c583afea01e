package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * A label is a number: 0-25 for A-Z, 26-51 for a-z, and from 52 on one for each dim that an ellipsis may stand for, counted so that the
 * last dims of all ellipses have the same label.
 */
/**
 * The subscripts of an einsum, with the dims that an ellipsis stands for spelled out.
 *
 * @param operands the labels of each operand's dims
 * @param output the labels of the result's dims
 */
record EinsumEquation(List<int[]> operands, int[] output) {
    private static final int LETTERS = 52;
    private static final int ELLIPSIS = -1;

    /**
     * {@return the subscripts of {@code equation} for these operands}
     *
     * @throws ShapeException if the equation is malformed or does not fit the operands' dims
     */
    static EinsumEquation parse(String equation, List<Value> operands) {
        if (operands.isEmpty()) {
            throw error("must provide at least one operand");
        }
        int arrow = equation.indexOf("->");
        List<int[]> written = inputs(arrow < 0 ? equation : equation.substring(0, arrow), operands.size());
        int dims = 0;
        for (int i = 0; i < written.size(); i++) {
            dims = Math.max(dims, ellipsisDims(written.get(i), operands.get(i).shape(), i));
        }
        List<int[]> labels = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            int own = operands.get(i).rank() - letters(written.get(i));
            labels.add(spelled(written.get(i), dims - own, dims));
        }
        int[] output = arrow < 0 ? implicit(labels, dims) : explicit(equation, arrow + 2, labels, dims);
        return new EinsumEquation(labels, output);
    }

    private static List<int[]> inputs(String text, int operands) {
        List<int[]> all = new ArrayList<>();
        List<Integer> current = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                if (all.size() + 1 == operands) {
                    throw error("fewer operands were provided than specified in the equation");
                }
                all.add(array(current));
                current.clear();
            } else if (c == '.') {
                String operand = "found '.' for operand " + all.size();
                i = ellipsis(
                        text,
                        i,
                        current,
                        operand + " for which an ellipsis was already found",
                        operand + " that is not part of any ellipsis");
            } else if (c != ' ') {
                current.add(label(c, i));
            }
        }
        all.add(array(current));
        if (all.size() != operands) {
            throw error("more operands were provided than specified in the equation");
        }
        return all;
    }

    private static int ellipsis(String text, int at, List<Integer> labels, String twice, String apart) {
        if (labels.contains(ELLIPSIS)) {
            throw error(twice);
        }
        if (!text.startsWith("...", at)) {
            throw error(apart);
        }
        labels.add(ELLIPSIS);
        return at + 2;
    }

    private static int label(char c, int at) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        throw error(
                "invalid subscript given at index " + at + " in the equation string, subscripts must be in [a-zA-Z]");
    }

    /** {@return a label as it is written} */
    static String text(int label) {
        if (label >= LETTERS) {
            return "...";
        }
        return String.valueOf((char) (label < 26 ? 'A' + label : 'a' + label - 26));
    }

    private static int letters(int[] labels) {
        return (int) Arrays.stream(labels).filter(label -> label != ELLIPSIS).count();
    }

    private static int ellipsisDims(int[] labels, Shape shape, int operand) {
        int letters = letters(labels);
        boolean has = letters < labels.length;
        if (has ? letters > shape.rank() : letters != shape.rank()) {
            throw error("the number of subscripts in the equation (" + letters + ") "
                    + (has ? "is more than" : "does not match") + " the number of dimensions (" + shape.rank()
                    + ") for operand " + operand + (has ? "" : " and no ellipsis was given"));
        }
        return shape.rank() - letters;
    }

    /** {@return the labels with those from {@code first} to before {@code end} of the ellipses in place of one} */
    private static int[] spelled(int[] labels, int first, int end) {
        List<Integer> all = new ArrayList<>();
        for (int label : labels) {
            if (label != ELLIPSIS) {
                all.add(label);
            }
            for (int d = first; label == ELLIPSIS && d < end; d++) {
                all.add(LETTERS + d);
            }
        }
        return array(all);
    }

    /** As PyTorch: the ellipsis, then the letters that occur once, in alphabetical order, capitals first. */
    private static int[] implicit(List<int[]> operands, int dims) {
        int[] uses = uses(operands);
        List<Integer> once = new ArrayList<>();
        once.add(ELLIPSIS);
        for (int label = 0; label < LETTERS; label++) {
            if (uses[label] == 1) {
                once.add(label);
            }
        }
        return spelled(array(once), 0, dims);
    }

    private static int[] uses(List<int[]> operands) {
        int[] uses = new int[LETTERS];
        for (int[] labels : operands) {
            for (int label : labels) {
                if (label < LETTERS) {
                    uses[label]++;
                }
            }
        }
        return uses;
    }

    private static int[] explicit(String equation, int start, List<int[]> operands, int dims) {
        int[] uses = uses(operands);
        List<Integer> labels = new ArrayList<>();
        for (int i = start; i < equation.length(); i++) {
            char c = equation.charAt(i);
            if (c == '.') {
                i = ellipsis(
                        equation,
                        i,
                        labels,
                        "found '.' for output but an ellipsis (...) was already found",
                        "found '.' for output that is not part of any ellipsis (...)");
            } else if (c != ' ') {
                int label = label(c, i);
                if (labels.contains(label)) {
                    throw error("output subscript " + c + " appears more than once in the output");
                }
                if (uses[label] == 0) {
                    throw error("output subscript " + c + " does not appear in the equation for any input operand");
                }
                labels.add(label);
            }
        }
        return spelled(array(labels), 0, dims);
    }

    private static int[] array(List<Integer> labels) {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@return PyTorch's sentence as an exception} */
    static ShapeException error(String sentence) {
        return new ShapeException("einsum: einsum(): " + sentence);
    }
}
