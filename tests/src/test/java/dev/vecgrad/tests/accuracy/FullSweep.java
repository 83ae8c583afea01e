package dev.vecgrad.tests.accuracy;

import org.junit.jupiter.api.Test;

/**
 * The sweep as a command of its own, which no build runs by itself: {@code ./mvnw -q -pl tests -am test -Dtest=FullSweep}, with
 * {@code -Dvecgrad.sweep=all} or {@code -Dvecgrad.sweep=tan,atan} for other functions than the ten of which 2 ulp are asked.
 */
class FullSweep {
    @Test
    void allFloats() throws Exception {
        String names = System.getProperty("vecgrad.sweep", "");
        FloatSweep.main(names.isEmpty() ? new String[0] : names.split(",", -1));
    }
}
