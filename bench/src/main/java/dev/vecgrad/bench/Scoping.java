package dev.vecgrad.bench;

/** Who gives back the memory of what a step makes. */
public enum Scoping {
    /** A {@link dev.vecgrad.memory.Scope} for each step, at its end; as reference counts do in the peers. */
    STEP,
    /** The garbage collector. */
    NONE;

    /**
     * {@return the one of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scoping of(String name) {
        return Names.parse("scope", values(), name);
    }

    /** {@return the name as it is written on the command line and in results} */
    @Override
    public String toString() {
        return Names.of(this);
    }
}
