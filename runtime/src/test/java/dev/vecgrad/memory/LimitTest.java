package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({"1048576,1048576", "64k,65536", "500M,524288000", "2g,2147483648", "2GB,2147483648", "1t,1099511627776"
    })
    void parses(String text, long bytes) {
        assertThat(Limit.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "-1g", "0", "1.5g", "much", "99999999999t"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> Limit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vecgrad.memory.limit")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void theDefaultIsAShareOfTheMachine() {
        Limit limit = new Limit(0);
        assertThat(limit.bytes()).isPositive();
        assertThat(limit.allows(limit.bytes())).isTrue();
        assertThat(limit.allows(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void canBeChanged() {
        Limit limit = new Limit(100);
        assertThat(limit.allows(100)).isTrue();
        assertThat(limit.allows(101)).isFalse();
        limit.set(101);
        assertThat(limit.allows(101)).isTrue();
    }
}
