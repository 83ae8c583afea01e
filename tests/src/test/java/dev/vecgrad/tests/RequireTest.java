package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequireTest {
    @Test
    void whatIsThereLetsTheTestGoOn() {
        assertThatCode(() -> Require.present(Set.of("a"), "a", true, "")).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingEndsTheTestAsNotRun() {
        assertThatThrownBy(() -> Require.present(Set.of("b"), "a", false, "install it"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("not run: a is not on this machine: install it");
    }

    @Test
    void whatIsMissingThoughRequiredFailsTheTest() {
        assertThatThrownBy(() -> Require.present(Set.of("a"), "a", false, "install it"))
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void namesAreSeparatedByCommas() {
        assertThat(Require.names(" openblas, fashion-mnist ,")).containsExactlyInAnyOrder("openblas", "fashion-mnist");
        assertThat(Require.names("")).isEmpty();
    }
}
