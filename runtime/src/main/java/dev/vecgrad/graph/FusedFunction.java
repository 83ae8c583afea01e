package dev.vecgrad.graph;

import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.List;

/** A graph as a function of tensors: its plan, its kernels and its gradients, which are such functions again. */
final class FusedFunction {
    private final String nodeName;
    private final List<Term> inputs;
    private final List<Output> outputs;
    private final Plan plan;
    private final List<KernelRunner> runners;
    private final Gradients gradients;

    /**
     * A function.
     *
     * @param nodeName the name of its node in the gradients' graph
     * @param inputs the terms of its arguments
     * @param outputs its results
     */
    FusedFunction(String nodeName, List<Term> inputs, List<Output> outputs) {
        this.nodeName = nodeName;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.plan = Fuser.fuse(this.outputs);
        this.runners = plan.kernels().stream().map(KernelRunner::new).toList();
        this.gradients = new Gradients(this);
    }

    String nodeName() {
        return nodeName;
    }

    List<Term> inputs() {
        return inputs;
    }

    List<Output> outputs() {
        return outputs;
    }

    Plan plan() {
        return plan;
    }

    /** {@return the kernels as text, then those of the gradients made so far} */
    String listing() {
        return nodeName + "\n" + KernelText.of(plan) + gradients.listing();
    }

    /** {@return the results, recorded if an input requires a gradient} */
    Value[] apply(Frame frame, Value[] in) {
        Value[] out = new Value[outputs.size()];
        for (int j = 0; j < out.length; j++) {
            Shape shape =
                    frame.outputs()[j].shape(frame.binding(), outputs.get(j).dims());
            out[j] = Value.empty(outputs.get(j).term().dtype(), shape, device(in), Lifetime.SHORT);
        }
        run(frame, in, out);
        if (Recorder.isNeeded(in)) {
            record(frame, in, out);
        }
        return out;
    }

    private void record(Frame frame, Value[] in, Value[] out) {
        long need = 0;
        for (int i = 0; i < in.length; i++) {
            need |= in[i].requiresGrad() ? 1L << i : 0;
        }
        FusedNode node = new FusedNode(gradients, frame, need, in);
        Recorder.record(node, in, out);
        node.saveOutputs(out);
    }

    private static Device device(Value[] in) {
        return in.length == 0 ? Device.getDefault() : in[0].device();
    }

    /** Computes the results into {@code out}; not recorded. */
    void run(Frame frame, Value[] in, Value[] out) {
        View[] args = new View[in.length];
        for (int i = 0; i < in.length; i++) {
            args[i] = view(frame, frame.inputs()[i], inputs.get(i).dims(), in[i]);
        }
        View[] results = new View[out.length];
        for (int j = 0; j < out.length; j++) {
            results[j] = view(frame, frame.outputs()[j], outputs.get(j).dims(), out[j]);
        }
        View[] temps = temps(frame, device(out));
        for (int k = 0; k < runners.size(); k++) {
            View[] views = operands(plan.kernels().get(k).operands(), args, results, temps);
            runners.get(k).run(device(out), frame.binding(), views, frame);
        }
        for (View temp : temps) {
            temp.value().storage().release();
        }
    }

    private static View view(Frame frame, Alignment alignment, int dims, Value value) {
        return new View(value, alignment.strides(frame.binding(), dims, value.strides()));
    }

    private View[] temps(Frame frame, Device device) {
        View[] temps = new View[plan.temps().size()];
        Alignment alignment =
                Alignment.trailing(frame.binding().rank(), frame.binding().rank());
        for (int i = 0; i < temps.length; i++) {
            DType dtype = plan.temps().get(i).dtype();
            int dims = plan.temps().get(i).dims();
            Value value = Value.empty(dtype, alignment.shape(frame.binding(), dims), device, Lifetime.SHORT);
            temps[i] = view(frame, alignment, dims, value);
        }
        return temps;
    }

    private static View[] operands(List<PlannedKernel.Place> places, View[] args, View[] results, View[] temps) {
        View[] views = new View[places.size()];
        for (int i = 0; i < views.length; i++) {
            Slot slot = places.get(i).slot();
            views[i] = switch (slot.kind()) {
                case INPUT -> args[slot.index()];
                case OUTPUT -> results[slot.index()];
                case TEMP -> temps[slot.index()];
            };
        }
        return views;
    }
}
