package dev.vecgrad.examples;

import java.io.PrintStream;
import java.util.List;

/** A program that shows something and prints it. */
public interface Example {
    /** {@return the name by which it is run} */
    String name();

    /** {@return what it shows, in a line} */
    String summary();

    /** Runs it. */
    void run(PrintStream out);

    /** {@return all examples} */
    static List<Example> all() {
        return List.of(
                new Gradients(),
                new TapeExample(),
                new Lecture(),
                new LogisticRegression(),
                new Transformer(),
                new Devices());
    }
}
