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
import java.util.Objects;

/**
 * An op case on a device beside the same on the processor: its results and, in floating dtypes, its gradients.
 *
 * @param tested the case
 * @param dtype in which it is run
 * @param second whether the gradients of the gradients' squares are compared too
 */
record DeviceCase(OpCase tested, DType dtype, boolean second) {
    private static final long SEED = 5;

    DeviceCase(OpCase tested, DType dtype) {
        this(tested, dtype, false);
    }

    /** {@return the same with second gradients} */
    DeviceCase withSecondGradients() {
        return new DeviceCase(tested, dtype, true);
    }

    private boolean hasGradients() {
        return tested.differentiable() && dtype.isFloatingPoint();
    }

    /** {@return what differs, a line each; empty if the device gives the same bits, or what {@link Closeness} allows} */
    List<String> compare(Device device) {
        List<Tensor> here = run(Device.CPU);
        List<Tensor> there = run(device);
        List<String> differences = new ArrayList<>();
        if (here.size() != there.size()) {
            return List.of(here.size() + " results and " + there.size() + " on the device");
        }
        for (int i = 0; i < here.size(); i++) {
            if (!there.get(i).device().equals(device)) {
                differences.add("part " + i + " is on " + there.get(i).device());
            }
            String difference =
                    Closeness.difference(tested, here.get(i), there.get(i).to(Device.CPU));
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
                boolean wanted = hasGradients()
                        && !tested.inputs().get(i).constant()
                        && in[i].dtype().isFloatingPoint();
                in[i] = in[i].to(device).detach().requiresGrad_(wanted);
            }
            List<Tensor> all = new ArrayList<>(List.of(tested.results(in)));
            List<Tensor> gradients = gradients(all, in);
            all.addAll(gradients);
            if (second) {
                all.addAll(gradients(gradients.stream().map(Tensor::square).toList(), in));
            }
            return all;
        } finally {
            Device.setDefault(Device.CPU);
        }
    }

    private List<Tensor> gradients(List<Tensor> results, Tensor... in) {
        List<Tensor> roots = results.stream().filter(Tensor::requiresGrad).toList();
        if (roots.isEmpty()) {
            return List.of();
        }
        List<Tensor> wanted = Arrays.stream(in).filter(Tensor::requiresGrad).toList();
        List<Tensor> ones = roots.stream().map(Tensor::onesLike).toList();
        GradOptions options = second ? GradOptions.CREATE_GRAPH : GradOptions.DEFAULT;
        return Autograd.gradOrNull(roots, wanted, ones, options).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public String toString() {
        return tested + " in " + dtype;
    }
}
