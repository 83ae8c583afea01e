package dev.vecgrad.tests.opencl;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An op case on a device beside the same on the processor: its results and, in floating dtypes, its gradients. */
final class DeviceCase {
    private static final long SEED = 5;

    private final OpCase tested;
    private final DType dtype;
    private final boolean gradients;

    DeviceCase(OpCase tested, DType dtype, boolean gradients) {
        this.tested = tested;
        this.dtype = dtype;
        this.gradients = gradients && tested.differentiable() && dtype.isFloatingPoint();
    }

    /** {@return what differs, a line each; empty if the device gives the same bits, or what is within rounding of products} */
    List<String> compare(Device device) {
        List<Tensor> here = run(Device.CPU);
        List<Tensor> there = run(device);
        List<String> differences = new ArrayList<>();
        if (here.size() != there.size()) {
            return List.of(here.size() + " results and " + there.size() + " on the device");
        }
        for (int i = 0; i < here.size(); i++) {
            Tensor expected = here.get(i);
            Tensor actual = there.get(i);
            if (!actual.device().equals(device)) {
                differences.add("part " + i + " is on " + actual.device());
            }
            String difference = Closeness.difference(expected, actual.to(Device.CPU));
            if (!difference.isEmpty()) {
                differences.add("part " + i + ": " + difference);
            }
        }
        return differences;
    }

    private List<Tensor> run(Device device) {
        Tensor[] in = tested.draw(SEED, dtype);
        Device.setDefault(device);
        try {
            for (int i = 0; i < in.length; i++) {
                boolean wanted = gradients
                        && !tested.inputs().get(i).constant()
                        && in[i].dtype().isFloatingPoint();
                in[i] = in[i].to(device).detach().requiresGrad_(wanted);
            }
            List<Tensor> all = new ArrayList<>(List.of(tested.results(in)));
            List<Tensor> roots = all.stream().filter(Tensor::requiresGrad).toList();
            List<Tensor> wanted = Arrays.stream(in).filter(Tensor::requiresGrad).toList();
            if (!roots.isEmpty()) {
                List<Tensor> ones = roots.stream().map(Tensor::onesLike).toList();
                Autograd.gradOrNull(roots, wanted, ones, GradOptions.DEFAULT).forEach(gradient -> {
                    if (gradient != null) {
                        all.add(gradient);
                    }
                });
            }
            return all;
        } finally {
            Device.setDefault(Device.CPU);
        }
    }
}
