package dev.vecgrad.tests.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who depends on {@code dev.vecgrad:vecgrad} and nothing else trains a model in ten lines, and is told of a missing flag. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS) // ./mvnw is a script of the POSIX shell
class OutsideProjectTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";
    private static final String CLASS_PATH_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final String MODULE_ACCESS =
            "--enable-native-access=dev.vecgrad.runtime,dev.vecgrad.simd,dev.vecgrad.blas,dev.vecgrad.opencl";
    private static final String DENY = "--illegal-native-access=deny";
    private static final String TRAINED = "weight near 3: true";

    private OutsideProject project = new OutsideProject(Path.of(""));

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        project = new OutsideProject(folder);
        project.build();
    }

    @Test
    void oneDependencyBringsAllThatRuns() {
        String version = Version.current();
        assertThat(project.jars())
                .filteredOn(jar -> !jar.startsWith("openblas-"))
                .containsExactlyInAnyOrder(
                        "vecgrad-" + version + ".jar",
                        "vecgrad-runtime-" + version + ".jar",
                        "vecgrad-simd-" + version + ".jar",
                        "vecgrad-openblas-" + version + ".jar",
                        "vecgrad-opencl-" + version + ".jar");
        assertThat(project.jars()).hasSize(6);
    }

    @Test
    void trainsOnTheClassPath() throws Exception {
        OutsideProject.Run run = project.onClassPath("Main", VECTORS, CLASS_PATH_ACCESS);
        assertThat(run.err()).isEqualToIgnoringNewLines("WARNING: Using incubator modules: jdk.incubator.vector");
        assertThat(run.out()).isEqualToIgnoringNewLines(TRAINED);
    }

    @Test
    void trainsOnTheModulePath() throws Exception {
        OutsideProject.Run run = project.onModulePath("Main", MODULE_ACCESS);
        assertThat(run.err()).isEqualToIgnoringNewLines("WARNING: Using incubator modules: jdk.incubator.vector");
        assertThat(run.out()).isEqualToIgnoringNewLines(TRAINED);
    }

    @Test
    void bothFindTheOpenBlasThatComesAlong() throws Exception {
        assertThat(project.onClassPath("Products", VECTORS, CLASS_PATH_ACCESS).out())
                .startsWith("OpenBLAS ");
        assertThat(project.onModulePath("Products", MODULE_ACCESS).out()).startsWith("OpenBLAS ");
    }

    @Test
    void withoutTheVectorModuleOneSentenceNamesTheFlag() throws Exception {
        OutsideProject.Run run = project.onClassPath("Main", CLASS_PATH_ACCESS);
        assertThat(run.code()).isOne();
        assertThat(run.err().lines().findFirst())
                .hasValue("Exception in thread \"main\" dev.vecgrad.type.DeviceException: the JDK's module"
                        + " jdk.incubator.vector is not loaded: start Java with --add-modules=jdk.incubator.vector");
    }

    @Test
    void withoutNativeAccessTheJvmNamesTheFlagAndGoesOn() throws Exception {
        OutsideProject.Run run = project.onClassPath("Main", VECTORS);
        assertThat(run.err()).contains("Use --enable-native-access=ALL-UNNAMED to avoid a warning");
        assertThat(run.out()).isEqualToIgnoringNewLines(TRAINED);
        assertThat(project.onModulePath("Main").err())
                .contains("Use --enable-native-access=dev.vecgrad.runtime to avoid a warning");
    }

    @Test
    void whereNativeAccessIsDeniedOneSentenceNamesTheFlag() throws Exception {
        assertThat(project.onClassPath("Main", VECTORS, DENY).err())
                .contains("DeviceException: native access is off for the class path: start Java with "
                        + CLASS_PATH_ACCESS + "\n")
                .doesNotContain("ExceptionInInitializerError");
        assertThat(project.onModulePath("Main", DENY).err())
                .contains("DeviceException: native access is off for the module dev.vecgrad.runtime: start Java with "
                        + MODULE_ACCESS + "\n")
                .doesNotContain("ExceptionInInitializerError");
        assertThat(project.onModulePath("Main", DENY, "--enable-native-access=dev.vecgrad.runtime")
                        .err())
                .contains("DeviceException: native access is off for the module dev.vecgrad.simd: start Java with "
                        + MODULE_ACCESS + "\n")
                .doesNotContain("ExceptionInInitializerError");
    }
}
