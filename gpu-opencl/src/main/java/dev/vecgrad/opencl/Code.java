package dev.vecgrad.opencl;

import java.util.List;

/** A text of OpenCL C that grows line by line, and names that are used once. */
final class Code {
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private int names;

    /** Adds a line. */
    Code line(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
        return this;
    }

    /** Adds a line after which a block begins. */
    Code open(String line) {
        line(line + " {");
        depth++;
        return this;
    }

    /** Ends a block. */
    Code close() {
        depth--;
        return line("}");
    }

    /** Ends a block and begins its alternative. */
    Code otherwise() {
        depth--;
        line("} else {");
        depth++;
        return this;
    }

    /** Defines a constant. {@return its name} */
    String define(String type, String value) {
        String name = "v" + names++;
        line("const " + type + " " + name + " = " + value + ";");
        return name;
    }

    /** Gives each name its value. */
    void assign(List<String> names, List<String> values) {
        for (int i = 0; i < names.size(); i++) {
            line(names.get(i) + " = " + values.get(i) + ";");
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
