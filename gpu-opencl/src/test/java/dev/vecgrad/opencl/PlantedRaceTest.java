package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator that finds no race in our kernels finds one that was planted. */
class PlantedRaceTest {
    private static final String SIMULATOR = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isReported() throws Exception {
        RequireOpenCl.installed(Path.of(SIMULATOR), "apt-get install oclgrind brings it");
        Path log = folder.resolve("oclgrind.log");
        ProcessBuilder run = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PlantedRace.class.getName()));
        run.environment().put("OCL_ICD_VENDORS", SIMULATOR);
        run.environment().put("OCLGRIND_DATA_RACES", "1");
        run.environment().put("OCLGRIND_LOG", log.toString());
        assertThat(run.inheritIO().start().waitFor()).isZero();
        assertThat(Files.readString(log)).contains("race").contains("p[0] = get_global_id(0)");
    }
}
