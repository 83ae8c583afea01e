package dev.vecgrad.opencl;

import dev.vecgrad.exec.Backends;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a device leaves to the processor. Each kind of work is told of once, at its first time. */
final class HostCalls {
    private static final System.Logger LOG = System.getLogger(HostCalls.class.getName());

    private final Device device;
    private final HostVisit visit;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    HostCalls(Device device, HostVisit visit) {
        this.device = device;
        this.visit = visit;
    }

    private static Backend processor() {
        return Backends.of(Device.CPU);
    }

    private void tell(String what) {
        if (told.add(what)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: {1} is done by the processor: operands go there and back",
                    device,
                    what);
        }
    }

    /** Runs a call. */
    void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        tell(call.getClass().getSimpleName());
        List<HostVisit.Reach> reaches = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            reaches.add(reach(operands.get(i), addresses[i], call.writes(i, addresses.length)));
        }
        visit.run(reaches, visited -> processor().run(call, operands, visited, workers));
    }

    private static HostVisit.Reach reach(Region region, long first, boolean written) {
        return region.isEmpty()
                ? new HostVisit.Reach(first, first, first, written)
                : reach(region.dtype(), first, written, region.sizes(), region.strides());
    }

    /** {@return a kernel that runs on the processor because of {@code reason}} */
    Kernel kernel(KernelSpec spec, String reason) {
        Kernel kernel = processor().compile(spec);
        List<DType> dtypes = Stream.concat(spec.inputs().stream(), spec.outputs().stream())
                .map(Operand::dtype)
                .toList();
        return (launch, addresses, workers) -> {
            tell("a kernel with " + reason);
            List<HostVisit.Reach> reaches = new ArrayList<>();
            for (int i = 0; i < addresses.length; i++) {
                boolean written = i >= spec.inputs().size();
                reaches.add(reach(launch, i, dtypes.get(i), addresses[i], written));
            }
            visit.run(reaches, visited -> kernel.run(launch, visited, workers));
        };
    }

    private static HostVisit.Reach reach(Launch launch, int i, DType dtype, long first, boolean written) {
        if (launch.reducedNumel() == 0 && !written) {
            return new HostVisit.Reach(first, first, first, false);
        }
        HostVisit.Reach kept = reach(dtype, first, written, launch.kept(), launch.keptStrides()[i]);
        if (launch.reducedNumel() == 0) {
            return kept;
        }
        HostVisit.Reach reduced = reach(dtype, first, written, launch.reduced(), launch.reducedStrides()[i]);
        return new HostVisit.Reach(
                first,
                kept.low() + reduced.low() - first,
                kept.high() + reduced.high() - first - dtype.itemSize(),
                written);
    }

    private static HostVisit.Reach reach(DType dtype, long first, boolean written, long[] sizes, long[] strides) {
        long low = first;
        long high = first + dtype.itemSize();
        for (int d = 0; d < strides.length; d++) {
            long along = strides[d] * (sizes[d] - 1) * dtype.itemSize();
            low += Math.min(0, along);
            high += Math.max(0, along);
        }
        return new HostVisit.Reach(first, low, high, written);
    }
}
