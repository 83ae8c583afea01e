package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Taking and putting by index tensors as OpenCL C. A text depends on the numbers of dims and of indices; sizes and strides are arguments.
 *
 * <p>In the text, w is the way: the dims that indices and the plain operand have. The named operand has these dims and one for each index.
 *
 * @param rank the number of dims of the way
 * @param indices the number of index operands
 * @param dtype of the elements
 */
record IndexedText(int rank, int indices, DType dtype) {
    /** The names of the kernels. */
    static final String CHECK = "check";

    static final String TAKE = "take";
    static final String PUT = "put";

    /** {@return a program with all three kernels; {@code meeting} says what becomes of old and new elements} */
    String source(Meeting meeting) {
        return "#pragma OPENCL FP_CONTRACT OFF\n" + check() + take() + put(meeting);
    }

    // ---- parameters, in the order in which IndexedCalls sets them

    private String head(String name) {
        StringBuilder head = new StringBuilder("__kernel void " + name + "(const long items, const int wraps");
        for (int d = 0; d < rank; d++) {
            head.append(", const long k").append(d);
        }
        for (int i = 0; i < indices; i++) {
            head.append(", const long n").append(i);
            head.append(operand("x" + i, "const long"));
        }
        return head.toString();
    }

    private String operand(String name, String element) {
        return ", __global " + element + " *" + name + ", const long " + name + "_at"
                + IntStream.range(0, rank)
                        .mapToObj(d -> ", const long " + name + "_s" + d)
                        .collect(Collectors.joining());
    }

    private String named(String element) {
        return operand("named", element)
                + IntStream.range(0, indices)
                        .mapToObj(i -> ", const long named_u" + i)
                        .collect(Collectors.joining());
    }

    // ---- the way

    /** Defines the place w of an item; dims in {@code along} are left to a loop. */
    private void unravel(Code code, String item) {
        String rest = item;
        for (int d = rank - 1; d > 0; d--) {
            code.line("const long w" + d + " = " + rest + " % k" + d + ";");
            code.line("const long rest" + d + " = " + rest + " / k" + d + ";");
            rest = "rest" + d;
        }
        code.line("const long w0 = " + rest + ";");
    }

    private String at(String name) {
        return name + "_at"
                + IntStream.range(0, rank)
                        .mapToObj(d -> " + w" + d + " * " + name + "_s" + d)
                        .collect(Collectors.joining());
    }

    private void readIndices(Code code) {
        for (int i = 0; i < indices; i++) {
            code.line("const long raw" + i + " = x" + i + "[" + at("x" + i) + "];");
            code.line("const long i" + i + " = raw" + i + " < 0 ? raw" + i + " + n" + i + " : raw" + i + ";");
        }
    }

    private String namedPlace() {
        return at("named")
                + IntStream.range(0, indices)
                        .mapToObj(i -> " + i" + i + " * named_u" + i)
                        .collect(Collectors.joining());
    }

    // ---- the kernels

    /** Counts the items whose indices are out of range. */
    private String check() {
        Code code = new Code();
        code.open(head(CHECK) + ", __global int *wrong)");
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= items) return;");
        unravel(code, "item");
        readIndices(code);
        String outside = IntStream.range(0, indices)
                .mapToObj(i -> "raw" + i + " >= n" + i + " || raw" + i + " < (wraps ? -n" + i + " : 0)")
                .collect(Collectors.joining(" || "));
        code.line("if (" + outside + ") atomic_inc(wrong);");
        return code.close().toString();
    }

    private String take() {
        Code code = new Code();
        String element = CTypes.element(dtype);
        code.open(head(TAKE) + named("const " + element) + operand("plain", element) + ")");
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= items) return;");
        unravel(code, "item");
        readIndices(code);
        code.line("plain[" + at("plain") + "] = named[" + namedPlace() + "];");
        return code.close().toString();
    }

    /** An item goes along the dims in which several places may name one element, in their order. */
    private String put(Meeting meeting) {
        Code code = new Code();
        String element = CTypes.element(dtype);
        code.open(head(PUT) + ", const long inner" + named(element) + operand("plain", "const " + element) + ")");
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= inner) return;");
        code.open("for (long way = item; way < items; way += inner)");
        unravel(code, "way");
        readIndices(code);
        code.line("__global " + element + " *place = named + " + namedPlace() + ";");
        String fresh = code.define(CTypes.scalar(dtype), Helpers.value(dtype, 1, "plain[" + at("plain") + "]"));
        if (meeting == Meeting.SET) {
            code.line("*place = " + Helpers.element(dtype, 1, fresh) + ";");
        } else {
            String old = code.define(CTypes.scalar(dtype), Helpers.value(dtype, 1, "*place"));
            ExprText text = new ExprText(code, 1, leaf -> ((Expr.Input) leaf).index() == 0 ? old : fresh);
            String met = text.write(List.of(expression(meeting))).getFirst();
            code.line("*place = " + Helpers.element(dtype, 1, met) + ";");
        }
        code.close();
        return code.close().toString();
    }

    /** {@return what becomes of the old element, input 0, and the new one, input 1} */
    private Expr expression(Meeting meeting) {
        Expr old = Expr.input(0, dtype);
        Expr fresh = Expr.input(1, dtype);
        Expr nan = dtype.isFloatingPoint() ? fresh.isNan() : Expr.literal(DType.BOOL, 0L);
        return switch (meeting) {
            case SET -> fresh;
            case ADD -> dtype == DType.BOOL ? old.or(fresh) : old.add(fresh);
            case MUL -> dtype == DType.BOOL ? old.and(fresh) : old.mul(fresh);
            case MAX -> old.lt(fresh).or(nan).select(fresh, old);
            case MIN -> fresh.lt(old).or(nan).select(fresh, old);
        };
    }
}
