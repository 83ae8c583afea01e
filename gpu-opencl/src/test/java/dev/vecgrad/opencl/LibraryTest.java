package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A machine without OpenCL gets a sentence. */
class LibraryTest {
    private static String reason(String wanted) {
        return ((Library.Missing) Library.find(wanted)).reason();
    }

    @Test
    void canBeTurnedOff() {
        assertThat(reason("none")).isEqualTo("turned off by -Dvecgrad.opencl=none");
    }

    @Test
    void saysWhichLibraryIsMissingAndWhatBringsOne() {
        assertThat(reason("libNoSuchOpenCL.so"))
                .isEqualTo("no OpenCL on this machine: libNoSuchOpenCL.so cannot be opened;"
                        + " a loader (ocl-icd-libopencl1) and the device's driver bring it");
    }
}
