package dev.vecgrad.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;

class PiTest {
    @Test
    void hasHipparchusDigits() {
        BigDecimal expected = new BigDecimal(new DfpField(80).getPi().toString()).setScale(70, RoundingMode.DOWN);
        assertThat(Pi.of(400).setScale(70, RoundingMode.DOWN)).isEqualTo(expected);
    }

    /** The last of the first 400 digits after the point, by mpmath 1.3. */
    @Test
    void isRightToTheLastDigit() {
        assertThat(Pi.of(400).toPlainString()).endsWith("5488204665213841469519415116094");
        assertThat(Pi.of(450).toPlainString()).startsWith(Pi.of(400).toPlainString());
    }
}
