package dev.vecgrad.opencl;

import java.lang.foreign.MemorySegment;

/**
 * A device as its driver describes it, read once.
 *
 * @param id the driver's handle
 * @param platform the driver's name
 * @param name the device's name
 * @param driver the driver's version
 * @param gpu whether kernels are written for it as for a GPU: it is one, or another accelerator, and not the processor
 * @param units compute units
 * @param lanes float32 numbers of the vectors that it prefers; a GPU may say 1
 * @param memory bytes of its memory
 * @param largestBuffer bytes of the largest buffer
 * @param shared whether its memory is the machine's
 * @param localMemory whether work groups have fast memory of their own
 * @param doubles whether it computes in float64
 * @param exactDivision whether its float32 division and square root can be made to round correctly
 * @param largestGroup work items of the largest work group
 * @param argumentBytes the most that a kernel's arguments may take together
 */
record ClDevice(
        MemorySegment id,
        String platform,
        String name,
        String driver,
        boolean gpu,
        int units,
        int lanes,
        long memory,
        long largestBuffer,
        boolean shared,
        boolean localMemory,
        boolean doubles,
        boolean exactDivision,
        long largestGroup,
        long argumentBytes) {
    /** The property that says for which kind of device kernels are written, {@code gpu} or {@code processor}, whatever the driver says. */
    static final String KERNELS = "vecgrad.opencl.kernels";

    private static final int PLATFORM_NAME = 0x0902;

    private static final int TYPE = 0x1000;
    private static final int MAX_COMPUTE_UNITS = 0x1002;
    private static final int MAX_WORK_GROUP_SIZE = 0x1004;
    private static final int PREFERRED_VECTOR_WIDTH_FLOAT = 0x100A;
    private static final int MAX_MEM_ALLOC_SIZE = 0x1010;
    private static final int MAX_PARAMETER_SIZE = 0x1017;
    private static final int SINGLE_FP_CONFIG = 0x101B;
    private static final int GLOBAL_MEM_SIZE = 0x101F;
    private static final int LOCAL_MEM_TYPE = 0x1022;
    private static final int NAME = 0x102B;
    private static final int DRIVER_VERSION = 0x102D;
    private static final int EXTENSIONS = 0x1030;
    private static final int HOST_UNIFIED_MEMORY = 0x1035;

    private static final long TYPE_GPU_OR_ACCELERATOR = 4 | 8;
    private static final long LOCAL = 1;
    private static final long CORRECTLY_ROUNDED_DIVIDE_SQRT = 1 << 7;

    /** {@return what the driver of {@code platform} says of its device {@code id}} */
    static ClDevice of(Cl cl, MemorySegment platform, MemorySegment id) {
        return new ClDevice(
                id,
                cl.platformText(platform, PLATFORM_NAME),
                cl.deviceText(id, NAME),
                cl.deviceText(id, DRIVER_VERSION),
                isAsked((cl.deviceNumber(id, TYPE) & TYPE_GPU_OR_ACCELERATOR) != 0),
                Math.toIntExact(cl.deviceNumber(id, MAX_COMPUTE_UNITS)),
                Math.toIntExact(cl.deviceNumber(id, PREFERRED_VECTOR_WIDTH_FLOAT)),
                cl.deviceNumber(id, GLOBAL_MEM_SIZE),
                cl.deviceNumber(id, MAX_MEM_ALLOC_SIZE),
                cl.deviceNumber(id, HOST_UNIFIED_MEMORY) != 0,
                isAsked(cl.deviceNumber(id, LOCAL_MEM_TYPE) == LOCAL),
                cl.deviceText(id, EXTENSIONS).contains("cl_khr_fp64"),
                (cl.deviceNumber(id, SINGLE_FP_CONFIG) & CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
                cl.deviceNumber(id, MAX_WORK_GROUP_SIZE),
                cl.deviceNumber(id, MAX_PARAMETER_SIZE));
    }

    /** {@return whether kernels are written as for GPUs: what the property says, else what the driver does} */
    private static boolean isAsked(boolean driver) {
        return switch (System.getProperty(KERNELS, "")) {
            case "gpu" -> true;
            case "processor" -> false;
            case "" -> driver;
            case String wrong ->
                throw new IllegalArgumentException("-D" + KERNELS + "=" + wrong + ": it is gpu or processor");
        };
    }
}
