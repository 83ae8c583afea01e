package dev.vecgrad.spi;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Interpreter;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Lowering;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * The backend that defines what the others compute: the interpreter on native memory, one element after the other.
 *
 * <p>It is for tests and doubts and is never chosen silently: only {@code -Dvecgrad.backend=reference} takes it.
 */
public final class ReferenceBackend implements Backend {
    private final DeviceAllocator allocator = new HostAllocator();

    /** Found by ServiceLoader. */
    public ReferenceBackend() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public String description() {
        return "scalar interpreter: the meaning of every op, slow";
    }

    @Override
    public DeviceAllocator allocator() {
        return allocator;
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        KernelSpec lowered = Lowering.lower(spec);
        List<DType> dtypes = new ArrayList<>();
        lowered.inputs().stream().map(Operand::dtype).forEach(dtypes::add);
        lowered.outputs().stream().map(Operand::dtype).forEach(dtypes::add);
        return (launch, addresses, _) -> run(lowered, dtypes, launch, addresses);
    }

    private static void run(KernelSpec spec, List<DType> dtypes, Launch launch, long[] addresses) {
        List<Interpreter.Elements> operands = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            operands.add(new NativeElements(addresses[i], dtypes.get(i)));
        }
        Interpreter.run(spec, launch, operands);
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        List<Interpreter.Elements> elements = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            elements.add(new NativeElements(addresses[i], operands.get(i).dtype()));
        }
        Interpreter.run(call, operands, elements);
    }
}
