package dev.vecgrad.simd.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.spi.Gemm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorGemmTest {
    @Test
    void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Gemm.class)).anyMatch(VectorGemm.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 512})
    void bitsDoNotDependOnTheWidthOfVectors(int bits) throws IOException, InterruptedException {
        int widest = VectorShape.preferredShape().vectorBitSize();
        Assumptions.assumeTrue(bits <= widest, "not run: vectors of " + bits + " bits: this machine has " + widest);
        assertThat(checksum(bits)).isEqualTo(checksum(128));
    }

    /** {@return what {@link GemmBits} prints in a JVM of its own, for the width is fixed in one} */
    private static String checksum(int bits) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dvecgrad.vector.bits=" + bits,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GemmBits.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isNotBlank();
        return output;
    }
}
