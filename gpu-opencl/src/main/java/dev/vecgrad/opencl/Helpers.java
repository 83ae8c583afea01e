package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small functions that a kernel calls, written before it: whole and partial vectors from and to memory, division of integers. */
final class Helpers {
    private final Map<String, String> functions = new LinkedHashMap<>();

    /** {@return the name of the function that reads {@code count} elements, at least one, as a vector} */
    String load(DType dtype, int width) {
        String name = "load_" + CTypes.element(dtype) + width;
        functions.computeIfAbsent(name, _ -> loadText(name, dtype, width));
        return name;
    }

    private static String loadText(String name, DType dtype, int width) {
        String vector = CTypes.vector(dtype, width);
        Code code = new Code();
        code.open(vector + " " + name + "(__global const " + CTypes.element(dtype) + " *p, const int count)");
        code.open("if (count == " + width + ")");
        code.line("return " + value(dtype, width, "vload" + width + "(0, p)") + ";");
        code.close();
        code.line(CTypes.scalar(dtype) + " t[" + width + "];");
        code.open("for (int l = 0; l < " + width + "; l++)");
        code.line("t[l] = " + value(dtype, 1, "p[min(l, count - 1)]") + ";");
        code.close();
        code.line("return vload" + width + "(0, t);");
        return code.close().toString();
    }

    /** {@return the name of the function that writes the first {@code count} elements of a vector} */
    String store(DType dtype, int width) {
        String name = "store_" + CTypes.element(dtype) + width;
        functions.computeIfAbsent(name, _ -> storeText(name, dtype, width));
        return name;
    }

    private static String storeText(String name, DType dtype, int width) {
        String vector = CTypes.vector(dtype, width);
        Code code = new Code();
        code.open("void " + name + "(__global " + CTypes.element(dtype) + " *p, const " + vector
                + " v, const int count)");
        code.open("if (count == " + width + ")");
        code.line("vstore" + width + "(" + element(dtype, width, "v") + ", 0, p);");
        code.otherwise();
        code.line(CTypes.scalar(dtype) + " t[" + width + "];");
        code.line("vstore" + width + "(v, 0, t);");
        code.open("for (int l = 0; l < count; l++)");
        code.line("p[l] = " + element(dtype, 1, "t[l]") + ";");
        code.close();
        code.close();
        return code.close().toString();
    }

    /** {@return what was read from memory as a value} */
    static String value(DType dtype, int width, String read) {
        if (dtype != DType.BOOL) {
            return read;
        }
        return width == 1 ? "-(" + read + " != 0)" : "convert_int" + width + "(" + read + ") != 0";
    }

    /** {@return a value as it is written to memory} */
    static String element(DType dtype, int width, String value) {
        return dtype == DType.BOOL ? "convert_" + CTypes.sized("uchar", width) + "(-" + value + ")" : value;
    }

    /** Adds what the primitives of expressions need. */
    void require(List<Expr> roots, int width) {
        for (Expr node : Exprs.topological(roots)) {
            if (node instanceof Expr.Op op
                    && (op.prim() == Prim.DIV || op.prim() == Prim.REM)
                    && !op.dtype().isFloatingPoint()) {
                division(op.dtype(), width);
            }
        }
    }

    /** Of the divisors that machines refuse, 0 gives 0, and -1 gives what wraps. */
    private void division(DType dtype, int width) {
        String vector = CTypes.vector(dtype, width);
        PrimText text = new PrimText(width);
        String none = "(" + vector + ")(0)";
        String zero = width == 1 ? "b == 0" : wide(dtype, width, "b == 0");
        String minusOne = width == 1 ? "b == -1" : wide(dtype, width, "b == -1");
        for (String name : List.of("quotient", "remainder")) {
            boolean quotient = name.equals("quotient");
            Code code = new Code();
            code.open(vector + " " + name + "_" + vector + "(const " + vector + " a, const " + vector + " b)");
            code.line("const " + CTypes.sized("int", width) + " zero = " + zero + ";");
            code.line("const " + CTypes.sized("int", width) + " minusOne = " + minusOne + ";");
            code.line("const " + vector + " safe = "
                    + text.select(dtype, "(zero | minusOne)", "(" + vector + ")(1)", "b") + ";");
            code.line("const " + vector + " plain = a " + (quotient ? "/" : "%") + " safe;");
            String negated = "as_" + vector + "((u" + vector + ")(0) - as_u" + vector + "(a))";
            code.line("const " + vector + " wrapped = "
                    + text.select(dtype, "minusOne", quotient ? negated : none, "plain") + ";");
            code.line("return " + text.select(dtype, "zero", none, "wrapped") + ";");
            functions.put(name + "_" + vector, code.close().toString());
        }
    }

    private static String wide(DType dtype, int width, String comparison) {
        return CTypes.isWide(dtype) ? "convert_int" + width + "(" + comparison + ")" : comparison;
    }

    /** {@return all functions that were asked for} */
    String text() {
        return String.join("\n", functions.values());
    }
}
