package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void linuxOnX86NamesFourFilesInTheOrderTheyNeedEachOther() {
        Platform platform = Platform.of("Linux", "amd64");
        assertThat(platform.name()).isEqualTo("linux-x86_64");
        assertThat(platform.files())
                .containsExactly("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
    }

    @Test
    void linuxOnArmHasNoQuadmath() {
        Platform platform = Platform.of("Linux", "aarch64");
        assertThat(platform.name()).isEqualTo("linux-arm64");
        assertThat(platform.files()).containsExactly("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");
    }

    @Test
    void macAndWindowsHaveTheirOwnNames() {
        assertThat(Platform.of("Mac OS X", "aarch64").name()).isEqualTo("macosx-arm64");
        assertThat(Platform.of("Mac OS X", "aarch64").files().getLast()).isEqualTo("libopenblas.0.dylib");
        assertThat(Platform.of("Windows 11", "amd64").name()).isEqualTo("windows-x86_64");
        assertThat(Platform.of("Windows 11", "amd64").files()).containsExactly("libopenblas.dll");
    }

    @Test
    void elsewhereOnlyTheSystemsLibraryIsLookedFor() {
        assertThat(Platform.of("Linux", "riscv64").files()).isEmpty();
        assertThat(Platform.of("FreeBSD", "amd64").files()).isEmpty();
        assertThat(Platform.of("FreeBSD", "amd64").systemNames()).contains("libopenblas.so");
    }
}
