package dev.vecgrad.opencl;

import dev.vecgrad.type.KernelException;
import dev.vecgrad.type.VecgradException;
import java.lang.foreign.MemorySegment;

/** The build of a program; a failure shows the compiler's log and the source with numbered lines. */
final class ProgramBuild {
    private ProgramBuild() {}

    /**
     * {@return the program, built}
     *
     * @throws KernelException if the compiler refuses it
     */
    static MemorySegment run(Cl cl, MemorySegment context, MemorySegment device, String source, String options) {
        return DriverThread.call(() -> build(cl, context, device, source, options));
    }

    private static MemorySegment build(
            Cl cl, MemorySegment context, MemorySegment device, String source, String options) {
        MemorySegment program = cl.createProgram(context, source);
        int status = cl.buildProgram(program, options);
        if (status < Status.SUCCESS) {
            String log = cl.buildLog(program, device);
            cl.releaseProgram(program);
            throw refused(status, source, options, log);
        }
        return program;
    }

    private static KernelException refused(int status, String source, String options, String log) {
        VecgradException cause = Status.exception("clBuildProgram", status);
        return new KernelException(
                "opencl: the driver cannot build a kernel: " + cause.getMessage() + ", options '" + options + "'\n"
                        + log + "\n" + numbered(source),
                cause);
    }

    static String numbered(String source) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (String line : source.lines().toList()) {
            text.append(String.format("%4d  %s%n", number++, line));
        }
        return text.toString();
    }
}
