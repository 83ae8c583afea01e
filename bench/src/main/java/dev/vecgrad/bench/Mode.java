package dev.vecgrad.bench;

/** How the work is run. */
public enum Mode {
    /** Each op when it is called. */
    EAGER,
    /** A step as a whole, taken down once and repeated. */
    COMPILED;

    /**
     * {@return the mode of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode of(String name) {
        return Names.parse("mode", values(), name);
    }

    /** {@return the name as it is written on the command line and in results} */
    @Override
    public String toString() {
        return Names.of(this);
    }
}
