package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.OutOfNativeMemoryException;
import org.junit.jupiter.api.Test;

/** What drivers return becomes an exception that names function and status. */
class StatusTest {
    @Test
    void successIsSilent() {
        assertThatCode(() -> Status.check("clFinish", Status.SUCCESS)).doesNotThrowAnyException();
    }

    @Test
    void failuresAreNamed() {
        assertThatThrownBy(() -> Status.check("clEnqueueNDRangeKernel", -54))
                .isInstanceOf(DeviceException.class)
                .hasMessage("clEnqueueNDRangeKernel: CL_INVALID_WORK_GROUP_SIZE (-54)");
        assertThatThrownBy(() -> Status.check("clFinish", -9999)).hasMessage("clFinish: unknown error (-9999)");
    }

    @Test
    void lackOfMemoryCanBeCured() {
        assertThatThrownBy(() -> Status.check("clCreateBuffer", -61))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessage("clCreateBuffer: CL_INVALID_BUFFER_SIZE (-61)");
    }
}
