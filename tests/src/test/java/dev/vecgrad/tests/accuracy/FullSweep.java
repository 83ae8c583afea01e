package dev.vecgrad.tests.accuracy;

import dev.vecgrad.tests.Fork;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sweep as a command of its own, which no build runs by itself: {@code ./mvnw -q -pl tests -am test -Dtest=FullSweep}, with
 * {@code -Dvecgrad.sweep=all} or {@code -Dvecgrad.sweep=tan,atan} for other functions than the ten of which 2 ulp are asked. It has a JVM of
 * its own, for the tests' own has neither C2 nor kernels on vectors.
 */
class FullSweep {
    @Test
    void allFloats() throws Exception {
        String names = System.getProperty("vecgrad.sweep", "");
        System.out.println(
                Fork.run(FloatSweep.class, List.of(), names.isEmpty() ? new String[0] : names.split(",", -1)));
    }
}
