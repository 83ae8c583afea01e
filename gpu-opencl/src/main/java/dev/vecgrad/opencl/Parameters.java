package dev.vecgrad.opencl;

import dev.vecgrad.ir.Launch;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a kernel: how each is declared, and what it is set to. Both stand in one list, so that they cannot differ. */
final class Parameters {
    /**
     * One run of a kernel.
     *
     * @param launch sizes, strides and scalars
     * @param addresses of the operands' first elements
     * @param buffers where these lie
     * @param rows what the kernel counts as rows
     * @param scratch memory for intermediate results
     */
    record Run(Launch launch, long[] addresses, Buffers buffers, long rows, Scratch scratch) {}

    /** Sets an argument. */
    @FunctionalInterface
    interface Setter {
        void set(CommandQueue.Arguments arguments, Run run);
    }

    private final List<String> declarations = new ArrayList<>();
    private final List<Setter> setters = new ArrayList<>();

    void add(String declaration, Setter setter) {
        declarations.add(declaration);
        setters.add(setter);
    }

    /** {@return the list of a function's head} */
    String text() {
        return String.join(", ", declarations);
    }

    /** Sets all arguments. */
    void set(CommandQueue.Arguments arguments, Run run) {
        for (Setter setter : setters) {
            setter.set(arguments, run);
        }
    }

    /** {@return at most how many bytes the arguments take} */
    long bytes() {
        return 8L * setters.size();
    }
}
