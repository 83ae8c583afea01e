package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTextTest {
    @Test
    void fixedRoundsTheExactValueOnceTiesToEven() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            double scale = Math.pow(10, random.nextInt(24) - 8);
            int digits = random.nextInt(10);
            check(random.nextGaussian() * scale, digits);
            check((float) (random.nextGaussian() * scale), digits);
            check(random.nextInt(2_000_000) / 32.0, digits);
            check(Math.rint(random.nextGaussian() * 1e6) / 1e4 + 0.00005, 4);
        }
    }

    @Test
    void fixedAtLimits() {
        for (double value :
                new double[] {0, -0.0, 0.5, 1.5, 2.5, Double.MIN_VALUE, 1L << 50, (1L << 50) - 0.25, 1e300}) {
            for (int digits = 0; digits < 10; digits++) {
                check(value, digits);
                check(Math.nextUp(value), digits);
                check(Math.nextDown(value), digits);
            }
        }
    }

    private static void check(double value, int digits) {
        BigDecimal exact = new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN);
        assertThat(DecimalText.fixed(value, digits)).isEqualTo(DecimalText.sign(value) + exact.toPlainString());
    }
}
