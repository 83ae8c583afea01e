package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.VecgradException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Choices that PyTorch refuses, with what it says. */
final class GoldenRefusals {
    private GoldenRefusals() {}

    /** Asserts that these are all that the file has, and that each is refused in its words. */
    static void check(GoldenFile golden, Map<String, ThrowingCallable> choices) {
        assertThat(choices.keySet().stream().map(GoldenRefusals::entry))
                .containsExactlyInAnyOrderElementsOf(golden.names().stream()
                        .filter(name -> name.contains(" refused "))
                        .toList());
        choices.forEach((name, choice) -> assertThatThrownBy(choice)
                .as(name)
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining(golden.text(entry(name))));
    }

    private static String entry(String name) {
        return name.replaceFirst(" ", " refused ");
    }
}
