package dev.vecgrad.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of constants as they are written on the command line and in results: small letters. */
final class Names {
    private Names() {}

    /** {@return the constant's name} */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the constant of this name}
     *
     * @param kind what the constants are, for the message
     * @throws IllegalArgumentException if there is none
     */
    static <E extends Enum<E>> E parse(String kind, E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " is called '" + name + "': there is "
                        + Arrays.stream(constants).map(Names::of).collect(Collectors.joining(", "))));
    }
}
