package dev.vecgrad.opencl;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * The operands of a kernel in OpenCL C: their parameters, where a row of them begins, and their elements along a row. In the text operand i
 * has the buffer {@code p}i, the row's first element {@code a}i, and the strides {@code s}i (of outer dims), {@code t}i (of the inner
 * loop) and {@code u}i (of reduced dims).
 *
 * <p>Sizes and strides are parameters; only the numbers of dims are in the text.
 */
final class Operands {
    private final KernelSpec spec;
    private final List<Operand> all;
    private final int outer;
    private final int reduced;
    private final Helpers helpers;

    /**
     * The operands of {@code spec}.
     *
     * @param outer the number of dims of which each index is a row
     * @param reduced the number of reduced dims
     */
    Operands(KernelSpec spec, int outer, int reduced, Helpers helpers) {
        this.spec = spec;
        this.all = new ArrayList<>(spec.inputs());
        this.all.addAll(spec.outputs());
        this.outer = outer;
        this.reduced = reduced;
        this.helpers = helpers;
    }

    private boolean isOutput(int i) {
        return i >= spec.inputs().size();
    }

    private boolean movesAlongReduced(int i) {
        return spec.space() == Space.INNER
                ? all.get(i).access() == Access.STRIDED
                : spec.space() == Space.OUTER && !isOutput(i);
    }

    private boolean needsSizes() {
        for (int i = 0; i < all.size(); i++) {
            if (movesAlongReduced(i)) {
                return true;
            }
        }
        return false;
    }

    // ---- parameters

    /** Adds the sizes of dims, the operands' buffers and strides, and the scalars. */
    void declare(Parameters parameters) {
        for (int d = 1; d < outer; d++) {
            int dim = d;
            parameters.add(
                    "const long k" + d, (to, run) -> to.int64(run.launch().kept()[dim]));
        }
        for (int d = 1; d < reduced && needsSizes(); d++) {
            int dim = d;
            parameters.add(
                    "const long r" + d, (to, run) -> to.int64(run.launch().reduced()[dim]));
        }
        for (int i = 0; i < all.size(); i++) {
            declare(parameters, i);
        }
        for (int i = 0; i < spec.params().size(); i++) {
            declareScalar(parameters, i, spec.params().get(i));
        }
    }

    private void declare(Parameters parameters, int i) {
        DType dtype = all.get(i).dtype();
        String constant = isOutput(i) ? "" : "const ";
        parameters.add(
                "__global " + constant + CTypes.element(dtype) + " *p" + i,
                (to, run) -> to.buffer(buffer(run, i).handle()));
        parameters.add("const long o" + i, (to, run) -> to.int64(buffer(run, i).index(run.addresses()[i], dtype)));
        for (int d = 0; d < outer; d++) {
            int dim = d;
            parameters.add(
                    "const long s" + i + "_" + d,
                    (to, run) -> to.int64(run.launch().keptStrides()[i][dim]));
        }
        if (spec.space() != Space.INNER && all.get(i).access() == Access.STRIDED) {
            parameters.add(
                    "const long t" + i, (to, run) -> to.int64(run.launch().keptStrides()[i][outer]));
        }
        for (int d = 0; d < reduced && movesAlongReduced(i); d++) {
            int dim = d;
            parameters.add(
                    "const long u" + i + "_" + d,
                    (to, run) -> to.int64(run.launch().reducedStrides()[i][dim]));
        }
    }

    /** An input of which no element is read may begin anywhere; it gets an output's buffer. */
    private Buffers.Buffer buffer(Parameters.Run run, int i) {
        boolean unread = !isOutput(i) && run.launch().reducedNumel() == 0;
        return run.buffers().at(run.addresses()[unread ? spec.inputs().size() : i]);
    }

    private static void declareScalar(Parameters parameters, int i, DType dtype) {
        String declaration = "const " + CTypes.scalar(dtype) + " q" + i;
        parameters.add(
                declaration,
                switch (dtype) {
                    case BOOL -> (to, run) -> to.int32((int) -run.launch().params()[i]);
                    case INT32 -> (to, run) -> to.int32((int) run.launch().params()[i]);
                    case INT64 -> (to, run) -> to.int64(run.launch().params()[i]);
                    case FLOAT32 ->
                        (to, run) -> to.float32(
                                (float) Double.longBitsToDouble(run.launch().params()[i]));
                    case FLOAT64 ->
                        (to, run) ->
                                to.float64(Double.longBitsToDouble(run.launch().params()[i]));
                });
    }

    // ---- where elements are

    /** Defines the pointers to the first elements of row {@code row}. */
    void beginRow(Code code) {
        for (int d = outer - 1; d > 0; d--) {
            String rest = d == outer - 1 ? "row" : "rest" + (d + 1);
            code.line("const long d" + d + " = " + rest + " % k" + d + ";");
            code.line("const long rest" + d + " = " + rest + " / k" + d + ";");
        }
        if (outer > 0) {
            code.line("const long d0 = " + (outer == 1 ? "row" : "rest1") + ";");
        }
        for (int i = 0; i < all.size(); i++) {
            StringBuilder start = new StringBuilder("p" + i + " + o" + i);
            for (int d = 0; d < outer; d++) {
                start.append(" + d")
                        .append(d)
                        .append(" * s")
                        .append(i)
                        .append('_')
                        .append(d);
            }
            String constant = isOutput(i) ? "" : "const ";
            code.line("__global " + constant + CTypes.element(all.get(i).dtype()) + " *a" + i + " = " + start + ";");
        }
    }

    /** {@return the distance of reduced element {@code e} from the row's first, as an operand moves along the reduced dims} */
    String alongReduced(int i, String e) {
        if (reduced == 0) {
            return "0";
        }
        StringBuilder sum = new StringBuilder();
        String rest = e;
        for (int d = reduced - 1; d > 0; d--) {
            sum.append(rest)
                    .append(" % r")
                    .append(d)
                    .append(" * u")
                    .append(i)
                    .append('_')
                    .append(d)
                    .append(" + ");
            rest = "(" + rest + " / r" + d + ")";
        }
        return sum + rest + " * u" + i + "_0";
    }

    /** {@return the distance of element {@code e} of the inner loop} */
    private String alongInner(int i, String e) {
        return switch (all.get(i).access()) {
            case UNIT -> e;
            case ZERO -> "0";
            case STRIDED -> spec.space() == Space.INNER ? alongReduced(i, e) : e + " * t" + i;
        };
    }

    // ---- reading and writing

    /**
     * Reads the {@code count} elements of input {@code i} from {@code first} on along the inner loop. {@return the name of the value}
     *
     * @param start the pointer from which the inner loop's elements are counted
     */
    String load(Code code, int i, int width, String start, String first) {
        DType dtype = all.get(i).dtype();
        String vector = CTypes.vector(dtype, width);
        if (all.get(i).access() == Access.ZERO) {
            return code.define(vector, "(" + vector + ")(" + Helpers.value(dtype, 1, "*(" + start + ")") + ")");
        }
        if (all.get(i).access() == Access.UNIT) {
            return code.define(vector, helpers.load(dtype, width) + "(" + start + " + " + first + ", count)");
        }
        String parts = "g" + i;
        code.line(CTypes.scalar(dtype) + " " + parts + "[" + width + "];");
        code.open("for (int l = 0; l < " + width + "; l++)");
        String read = "(" + start + ")[" + alongInner(i, "(" + first + " + min(l, count - 1))") + "]";
        code.line(parts + "[l] = " + Helpers.value(dtype, 1, read) + ";");
        code.close();
        return code.define(vector, "vload" + width + "(0, " + parts + ")");
    }

    /** Writes the first {@code count} elements of a value to output {@code output}, from {@code first} on along the inner loop. */
    void store(Code code, int output, int width, String first, String value) {
        int i = spec.inputs().size() + output;
        DType dtype = all.get(i).dtype();
        if (all.get(i).access() == Access.UNIT) {
            code.line(helpers.store(dtype, width) + "(a" + i + " + " + first + ", " + value + ", count);");
            return;
        }
        String parts = "h" + i;
        code.line(CTypes.scalar(dtype) + " " + parts + "[" + width + "];");
        code.line("vstore" + width + "(" + value + ", 0, " + parts + ");");
        code.open("for (int l = 0; l < count; l++)");
        code.line("a" + i + "[" + alongInner(i, "(" + first + " + l)") + "] = "
                + Helpers.element(dtype, 1, parts + "[l]") + ";");
        code.close();
    }

    /** Reads element {@code e} of input {@code i} along the inner loop. {@return the value's text} */
    String element(int i, String e) {
        return Helpers.value(all.get(i).dtype(), 1, "a" + i + "[" + alongInner(i, e) + "]");
    }

    /** Writes element {@code e} of output {@code output} along the inner loop. */
    void storeElement(Code code, int output, String e, String value) {
        int i = spec.inputs().size() + output;
        code.line("a" + i + "[" + alongInner(i, e) + "] = "
                + Helpers.element(all.get(i).dtype(), 1, value) + ";");
    }

    /** Reads the one element of input {@code i} that serves a row. {@return the value's text} */
    String single(int i) {
        return Helpers.value(all.get(i).dtype(), 1, "*a" + i);
    }

    /** Writes the one element of output {@code output} that a row has. */
    void storeSingle(Code code, int output, String value) {
        int i = spec.inputs().size() + output;
        code.line("*a" + i + " = " + Helpers.element(all.get(i).dtype(), 1, value) + ";");
    }
}
