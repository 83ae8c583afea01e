package dev.vecgrad.tests;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs and a machine may lack: a library, a data set, a vector width.
 *
 * <p>A test that lacks it is reported as not run, with the name of what is missing. The environment variable
 * {@code VECGRAD_REQUIRE} (names separated by commas, such as {@code openblas,fashion-mnist}) turns that into a
 * failure, for machines where the thing must be there.
 */
public final class Require {
    private static final Set<String> REQUIRED = names(System.getenv().getOrDefault("VECGRAD_REQUIRE", ""));

    private Require() {}

    /**
     * Goes on if the thing is there, else ends the test: failed if the environment requires it, not run otherwise.
     *
     * @param name the thing's name, as {@code VECGRAD_REQUIRE} spells it
     * @param present whether this machine has it
     * @param cure how to get it, one sentence
     */
    public static void present(String name, boolean present, String cure) {
        present(REQUIRED, name, present, cure);
    }

    static void present(Set<String> required, String name, boolean present, String cure) {
        if (present) {
            return;
        }
        String message = name + " is not on this machine: " + cure;
        if (required.contains(name)) {
            Assertions.fail(message + " (VECGRAD_REQUIRE names it)");
        }
        Assumptions.abort("not run: " + message);
    }

    static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
