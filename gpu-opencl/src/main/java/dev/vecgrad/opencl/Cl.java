package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The functions of OpenCL 1.2 that vecgrad uses, each with its status checked and named. Handles are pointers that nobody looks into.
 *
 * <p>All parameters are 32-bit or 64-bit integers or pointers, so that a signature is a short text: {@code i} for cl_int and cl_uint, {@code l}
 * for size_t, cl_ulong and bit fields, {@code p} for pointers; the result comes first.
 */
final class Cl {
    /** All types of devices. A long: bit fields have 64 bits, and drivers refuse one that was extended by its sign. */
    static final long DEVICE_TYPE_ALL = 0xFFFF_FFFFL;

    static final int PROGRAM_BUILD_LOG = 0x1183;
    static final long MEM_READ_WRITE = 1;
    static final long MEM_USE_HOST_PTR = 1 << 3;
    static final long MAP_READ_WRITE = 3;
    static final MemorySegment NULL = MemorySegment.NULL;

    private static final int BLOCKING = 1;

    private final MethodHandle getPlatformIDs;
    private final MethodHandle getPlatformInfo;
    private final MethodHandle getDeviceIDs;
    private final MethodHandle getDeviceInfo;
    private final MethodHandle createContext;
    private final MethodHandle createCommandQueue;
    private final MethodHandle createProgramWithSource;
    private final MethodHandle buildProgram;
    private final MethodHandle getProgramBuildInfo;
    private final MethodHandle createKernel;
    private final MethodHandle setKernelArg;
    private final MethodHandle createBuffer;
    private final MethodHandle releaseMemObject;
    private final MethodHandle releaseKernel;
    private final MethodHandle releaseProgram;
    private final MethodHandle enqueueNDRangeKernel;
    private final MethodHandle enqueueReadBuffer;
    private final MethodHandle enqueueWriteBuffer;
    private final MethodHandle enqueueMapBuffer;
    private final MethodHandle enqueueUnmapMemObject;
    private final MethodHandle flush;
    private final MethodHandle finish;

    /** The functions of a library that was opened. */
    Cl(SymbolLookup symbols) {
        getPlatformIDs = bind(symbols, "clGetPlatformIDs", "iipp");
        getPlatformInfo = bind(symbols, "clGetPlatformInfo", "ipilpp");
        getDeviceIDs = bind(symbols, "clGetDeviceIDs", "iplipp");
        getDeviceInfo = bind(symbols, "clGetDeviceInfo", "ipilpp");
        createContext = bind(symbols, "clCreateContext", "ppipppp");
        createCommandQueue = bind(symbols, "clCreateCommandQueue", "ppplp");
        createProgramWithSource = bind(symbols, "clCreateProgramWithSource", "ppippp");
        buildProgram = bind(symbols, "clBuildProgram", "ipipppp");
        getProgramBuildInfo = bind(symbols, "clGetProgramBuildInfo", "ippilpp");
        createKernel = bind(symbols, "clCreateKernel", "pppp");
        setKernelArg = bind(symbols, "clSetKernelArg", "ipilp");
        createBuffer = bind(symbols, "clCreateBuffer", "ppllpp");
        releaseMemObject = bind(symbols, "clReleaseMemObject", "ip");
        releaseKernel = bind(symbols, "clReleaseKernel", "ip");
        releaseProgram = bind(symbols, "clReleaseProgram", "ip");
        enqueueNDRangeKernel = bind(symbols, "clEnqueueNDRangeKernel", "ippipppipp");
        enqueueReadBuffer = bind(symbols, "clEnqueueReadBuffer", "ippillpipp");
        enqueueWriteBuffer = bind(symbols, "clEnqueueWriteBuffer", "ippillpipp");
        enqueueMapBuffer = bind(symbols, "clEnqueueMapBuffer", "pppilllippp");
        enqueueUnmapMemObject = bind(symbols, "clEnqueueUnmapMemObject", "ipppipp");
        flush = bind(symbols, "clFlush", "ip");
        finish = bind(symbols, "clFinish", "ip");
    }

    private static MethodHandle bind(SymbolLookup symbols, String name, String signature) {
        MemoryLayout[] layouts = signature.chars().mapToObj(Cl::layout).toArray(MemoryLayout[]::new);
        MemoryLayout[] parameters = Arrays.copyOfRange(layouts, 1, layouts.length);
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(layouts[0], parameters));
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'i' -> JAVA_INT;
            case 'l' -> JAVA_LONG;
            case 'p' -> ADDRESS;
            default -> throw new IllegalArgumentException("no type of a parameter: " + (char) letter);
        };
    }

    // ---- what there is

    /** {@return the drivers; none if the loader knows none} */
    MemorySegment[] platforms() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            int status = (int) getPlatformIDs.invokeExact(0, NULL, count);
            if (status == Status.PLATFORM_NOT_FOUND || count.get(JAVA_INT, 0) == 0) {
                return new MemorySegment[0];
            }
            Status.check("clGetPlatformIDs", status);
            MemorySegment ids = arena.allocate(ADDRESS, count.get(JAVA_INT, 0));
            Status.check("clGetPlatformIDs", (int) getPlatformIDs.invokeExact(count.get(JAVA_INT, 0), ids, NULL));
            return pointers(ids);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return the devices of a driver; none if it has none} */
    MemorySegment[] devices(MemorySegment platform) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            int status = (int) getDeviceIDs.invokeExact(platform, DEVICE_TYPE_ALL, 0, NULL, count);
            if (status == Status.DEVICE_NOT_FOUND || count.get(JAVA_INT, 0) == 0) {
                return new MemorySegment[0];
            }
            Status.check("clGetDeviceIDs", status);
            int room = count.get(JAVA_INT, 0);
            MemorySegment ids = arena.allocate(ADDRESS, room);
            Status.check("clGetDeviceIDs", (int) getDeviceIDs.invokeExact(platform, DEVICE_TYPE_ALL, room, ids, NULL));
            return pointers(ids);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MemorySegment[] pointers(MemorySegment array) {
        MemorySegment[] pointers = new MemorySegment[Math.toIntExact(array.byteSize() / ADDRESS.byteSize())];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = array.getAtIndex(ADDRESS, i);
        }
        return pointers;
    }

    /** {@return a text about a driver} */
    String platformText(MemorySegment platform, int what) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_LONG);
            Status.check("clGetPlatformInfo", (int) getPlatformInfo.invokeExact(platform, what, 0L, NULL, size));
            MemorySegment text = arena.allocate(size.get(JAVA_LONG, 0) + 1);
            Status.check("clGetPlatformInfo", (int)
                    getPlatformInfo.invokeExact(platform, what, size.get(JAVA_LONG, 0), text, NULL));
            return text.getString(0).strip();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return a text about a device} */
    String deviceText(MemorySegment device, int what) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_LONG);
            Status.check("clGetDeviceInfo", (int) getDeviceInfo.invokeExact(device, what, 0L, NULL, size));
            MemorySegment text = arena.allocate(size.get(JAVA_LONG, 0) + 1);
            Status.check("clGetDeviceInfo", (int)
                    getDeviceInfo.invokeExact(device, what, size.get(JAVA_LONG, 0), text, NULL));
            return text.getString(0).strip();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return a number about a device, of at most 64 bits: a smaller one is written to the lower bytes of a zero} */
    long deviceNumber(MemorySegment device, int what) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_LONG);
            Status.check("clGetDeviceInfo", (int)
                    getDeviceInfo.invokeExact(device, what, JAVA_LONG.byteSize(), number, NULL));
            return number.get(JAVA_LONG, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    // ---- making and releasing

    MemorySegment createContext(MemorySegment device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment devices = arena.allocateFrom(ADDRESS, device);
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment context = (MemorySegment) createContext.invokeExact(NULL, 1, devices, NULL, NULL, status);
            return made("clCreateContext", context, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return a queue whose commands run one after the other} The function of OpenCL 1: later versions keep it, old drivers have no other. */
    MemorySegment createQueue(MemorySegment context, MemorySegment device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment queue = (MemorySegment) createCommandQueue.invokeExact(context, device, 0L, status);
            return made("clCreateCommandQueue", queue, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    MemorySegment createProgram(MemorySegment context, String source) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(source, StandardCharsets.US_ASCII);
            MemorySegment texts = arena.allocateFrom(ADDRESS, text);
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment program =
                    (MemorySegment) createProgramWithSource.invokeExact(context, 1, texts, NULL, status);
            return made("clCreateProgramWithSource", program, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Compiles a program for its context's device. {@return the status: a failure of the build has a log} */
    int buildProgram(MemorySegment program, String options) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) buildProgram.invokeExact(program, 0, NULL, arena.allocateFrom(options), NULL, NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return what the compiler wrote} */
    String buildLog(MemorySegment program, MemorySegment device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_LONG);
            Status.check("clGetProgramBuildInfo", (int)
                    getProgramBuildInfo.invokeExact(program, device, PROGRAM_BUILD_LOG, 0L, NULL, size));
            MemorySegment log = arena.allocate(size.get(JAVA_LONG, 0) + 1);
            Status.check("clGetProgramBuildInfo", (int) getProgramBuildInfo.invokeExact(
                    program, device, PROGRAM_BUILD_LOG, size.get(JAVA_LONG, 0), log, NULL));
            return log.getString(0).strip();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    MemorySegment createKernel(MemorySegment program, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment kernel = (MemorySegment) createKernel.invokeExact(program, arena.allocateFrom(name), status);
            return made("clCreateKernel " + name, kernel, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return new memory of the device; on the host's memory at {@code host} if that is not NULL} */
    MemorySegment createBuffer(MemorySegment context, long bytes, MemorySegment host) {
        long flags = host.equals(NULL) ? MEM_READ_WRITE : MEM_READ_WRITE | MEM_USE_HOST_PTR;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment buffer = (MemorySegment) createBuffer.invokeExact(context, flags, bytes, host, status);
            return made("clCreateBuffer of " + bytes + " bytes", buffer, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MemorySegment made(String function, MemorySegment object, MemorySegment status) {
        Status.check(function, status.get(JAVA_INT, 0));
        return object;
    }

    void releaseBuffer(MemorySegment buffer) {
        try {
            Status.check("clReleaseMemObject", (int) releaseMemObject.invokeExact(buffer));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void releaseKernel(MemorySegment kernel) {
        try {
            Status.check("clReleaseKernel", (int) releaseKernel.invokeExact(kernel));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void releaseProgram(MemorySegment program) {
        try {
            Status.check("clReleaseProgram", (int) releaseProgram.invokeExact(program));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    // ---- the queue

    /** Sets an argument to the first {@code size} bytes of {@code value}; not thread safe for one kernel. */
    void setArgument(MemorySegment kernel, int index, long size, MemorySegment value) {
        try {
            int status = (int) setKernelArg.invokeExact(kernel, index, size, value);
            if (status < Status.SUCCESS) {
                throw Status.exception("clSetKernelArg " + index, status);
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Puts a kernel into the queue; {@code global} and {@code local} hold {@code dims} sizes each. */
    void enqueueKernel(MemorySegment queue, MemorySegment kernel, int dims, MemorySegment global, MemorySegment local) {
        try {
            Status.check("clEnqueueNDRangeKernel", (int)
                    enqueueNDRangeKernel.invokeExact(queue, kernel, dims, NULL, global, local, 0, NULL, NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Fills {@code target}, memory outside the heap, and waits for that. */
    void read(MemorySegment queue, MemorySegment buffer, long offset, MemorySegment target) {
        try {
            Status.check("clEnqueueReadBuffer", (int) enqueueReadBuffer.invokeExact(
                    queue, buffer, BLOCKING, offset, target.byteSize(), target, 0, NULL, NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes {@code source}, memory outside the heap, and waits for that. */
    void write(MemorySegment queue, MemorySegment buffer, long offset, MemorySegment source) {
        try {
            Status.check("clEnqueueWriteBuffer", (int) enqueueWriteBuffer.invokeExact(
                    queue, buffer, BLOCKING, offset, source.byteSize(), source, 0, NULL, NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits until the processor may read and write bytes of a buffer. {@return where it finds them} */
    MemorySegment map(MemorySegment queue, MemorySegment buffer, long offset, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment mapped = (MemorySegment) enqueueMapBuffer.invokeExact(
                    queue, buffer, BLOCKING, MAP_READ_WRITE, offset, bytes, 0, NULL, NULL, status);
            return made("clEnqueueMapBuffer", mapped, status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Gives what {@link #map} returned back to the device. */
    void unmap(MemorySegment queue, MemorySegment buffer, MemorySegment mapped) {
        try {
            Status.check("clEnqueueUnmapMemObject", (int)
                    enqueueUnmapMemObject.invokeExact(queue, buffer, mapped, 0, NULL, NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Lets the device begin with what is in the queue. */
    void flush(MemorySegment queue) {
        try {
            Status.check("clFlush", (int) flush.invokeExact(queue));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits until the queue is empty. */
    void finish(MemorySegment queue) {
        try {
            Status.check("clFinish", (int) finish.invokeExact(queue));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return what to throw for what a call threw: a handle itself throws nothing that is checked} */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException known ? known : new IllegalStateException("a function of OpenCL", e);
    }
}
