package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.tests.Fork;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random programs give the same bits compiled and eager, and each of their kernels those of the reference. So many thousands as {@code
 * -Dvecgrad.programs} says are tried by {@code ./mvnw -pl tests -am test -Dtest=RandomProgramsTest -Dvecgrad.programs=4000}.
 */
class RandomProgramsTest {
    private static final String PROGRAMS = System.getProperty("vecgrad.programs", "60");

    @Test
    void everyKernelIsTheReferences() throws Exception {
        run("1", "-Dvecgrad.backend=checking", "-Dvecgrad.kernels=tiles", "-Dvecgrad.threads=1");
    }

    @Test
    void kernelsOfTheirOwnGiveTheSameBits() throws Exception {
        run("100000", "-Dvecgrad.kernels=generated");
    }

    private static void run(String firstSeed, String... options) throws Exception {
        String text = Fork.run(RandomProgramsRun.class, List.of(options), PROGRAMS, firstSeed);
        assertThat(text.lines().toList().getLast()).as(text).isEqualTo("ok " + PROGRAMS);
    }
}
