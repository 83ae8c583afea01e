package dev.vecgrad.opencl;

import dev.vecgrad.memory.NativeAllocator;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A device's memory: large buffers, of which the runtime's pool cuts pieces. A piece is known by an address, and the buffer that holds it
 * is found by it.
 *
 * <p>Where the device's memory is the machine's, buffers lie on the processor's memory and addresses are real; nothing is copied for a visit
 * of the processor. Elsewhere addresses are numbers that no machine has as addresses, so that a use by mistake fails at once and harms
 * nothing.
 */
final class Buffers implements DeviceAllocator {
    /** Far above what any processor maps; every buffer gets numbers of its own from here on. */
    private static final long FIRST_NUMBER = 1L << 60;

    /** Between numbers of two buffers, so that the address after one's end is never another's. */
    private static final long GAP = 4096;

    /**
     * A part of the device's memory.
     *
     * @param handle of the buffer
     * @param address of its first byte
     * @param bytes its size
     */
    record Buffer(MemorySegment handle, long address, long bytes) {
        /** {@return how many bytes after its first one an address lies} */
        long offset(long at) {
            return at - address;
        }

        /** {@return the number of the element that has an address, where it holds elements of {@code dtype} alone} */
        long index(long at, DType dtype) {
            return offset(at) / dtype.itemSize();
        }
    }

    private final CommandQueue queue;
    private final boolean shared;
    private final DeviceAllocator host = new NativeAllocator();
    private final ConcurrentSkipListMap<Long, Buffer> byAddress = new ConcurrentSkipListMap<>();
    private long nextNumber = FIRST_NUMBER;

    Buffers(CommandQueue queue) {
        this.queue = queue;
        this.shared = queue.device().shared();
    }

    /** {@return whether addresses are the processor's too} */
    boolean shared() {
        return shared;
    }

    @Override
    public synchronized long allocate(long bytes) {
        if (bytes > queue.device().largestBuffer()) {
            throw new OutOfNativeMemoryException(
                    "allocate: " + bytes + " bytes are more than the device's largest buffer, "
                            + queue.device().largestBuffer());
        }
        Buffer buffer = shared ? onHost(bytes) : onDevice(bytes);
        byAddress.put(buffer.address(), buffer);
        return buffer.address();
    }

    private Buffer onHost(long bytes) {
        long address = host.allocate(bytes);
        try {
            MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(bytes);
            return new Buffer(queue.createBuffer(bytes, memory), address, bytes);
        } catch (OutOfNativeMemoryException e) {
            host.free(address, bytes);
            throw e;
        }
    }

    private Buffer onDevice(long bytes) {
        Buffer buffer = new Buffer(queue.createBuffer(bytes, MemorySegment.NULL), nextNumber, bytes);
        nextNumber += bytes + GAP;
        return buffer;
    }

    @Override
    public synchronized void free(long address, long bytes) {
        Buffer buffer = at(address);
        byAddress.remove(address);
        queue.releaseBuffer(buffer.handle());
        if (shared) {
            host.free(address, bytes);
        }
    }

    @Override
    public long capacity() {
        return queue.device().memory();
    }

    /** {@return the buffer in which an address lies} */
    Buffer at(long address) {
        Map.Entry<Long, Buffer> entry = byAddress.floorEntry(address);
        if (entry == null || address - entry.getKey() >= entry.getValue().bytes()) {
            throw new IllegalStateException("opencl: no buffer of this device has the address " + address);
        }
        return entry.getValue();
    }
}
