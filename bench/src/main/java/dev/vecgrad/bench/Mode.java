package dev.vecgrad.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the work is run. */
public enum Mode {
    /** Each op when it is called. */
    EAGER;

    /**
     * {@return the mode of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mode is called '" + name + "': there is "
                        + Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(", "))));
    }

    /** {@return the name as it is written on the command line and in results} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
