package dev.vecgrad.graph;

import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recorded {@link FusedFunction}. */
final class FusedNode extends Node {
    private final Gradients gradients;
    private final Frame frame;
    private final long need;
    private final @Nullable SavedValue[] inputs;
    private final @Nullable SavedValue[] outputs;

    FusedNode(Gradients gradients, Frame frame, long need, Value[] in) {
        super(gradients.forward().nodeName());
        this.gradients = gradients;
        this.frame = frame;
        this.need = need;
        this.inputs = new @Nullable SavedValue[in.length];
        this.outputs = new @Nullable SavedValue[gradients.forward().outputs().size()];
        for (Derivation.Source source : gradients.reads(need)) {
            if (source.kind() == Derivation.Kind.INPUT) {
                inputs[source.index()] = SavedValue.of(in[source.index()]);
            }
        }
    }

    /** Saves those results that gradients mention; once the node is recorded. */
    void saveOutputs(Value[] out) {
        for (Derivation.Source source : gradients.reads(need)) {
            if (source.kind() == Derivation.Kind.RESULT) {
                outputs[source.index()] = SavedValue.ofOutput(out[source.index()]);
            }
        }
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        long wants = 0;
        for (int i = 0; i < inputs.length; i++) {
            wants |= (need >> i & 1) != 0 && needs(i) ? 1L << i : 0;
        }
        long have = 0;
        for (int j = 0; j < gradOutputs.length; j++) {
            have |= gradOutputs[j] != null ? 1L << j : 0;
        }
        Gradients.Derived derived = gradients.of(wants, have);
        Value[] found = derived.function().apply(frame(derived), arguments(derived, gradOutputs));
        @Nullable Value[] result = new @Nullable Value[inputs.length];
        for (int i = 0; i < found.length; i++) {
            result[derived.wanted()[i]] = found[i];
        }
        return result;
    }

    private Frame frame(Gradients.Derived derived) {
        Alignment[] in = new Alignment[derived.sources().size()];
        for (int i = 0; i < in.length; i++) {
            Derivation.Source source = derived.sources().get(i);
            in[i] = switch (source.kind()) {
                case INPUT -> frame.inputs()[source.index()];
                case RESULT, GRADIENT -> frame.outputs()[source.index()];
            };
        }
        Alignment[] out = new Alignment[derived.wanted().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = frame.inputs()[derived.wanted()[i]];
        }
        return new Frame(frame.binding(), in, out, frame.cells());
    }

    private Value[] arguments(Gradients.Derived derived, @Nullable Value[] gradOutputs) {
        Value[] arguments = new Value[derived.sources().size()];
        for (int i = 0; i < arguments.length; i++) {
            Derivation.Source source = derived.sources().get(i);
            arguments[i] = switch (source.kind()) {
                case INPUT -> unpack(inputs[source.index()]);
                case RESULT -> unpack(outputs[source.index()]);
                case GRADIENT -> Objects.requireNonNull(gradOutputs[source.index()]);
            };
        }
        return arguments;
    }

    private Value unpack(@Nullable SavedValue saved) {
        return Objects.requireNonNull(saved).unpack(this);
    }

    @Override
    protected SavedValue[] saved() {
        List<SavedValue> saved = new ArrayList<>();
        addPresent(saved, inputs);
        addPresent(saved, outputs);
        return saved.toArray(SavedValue[]::new);
    }

    private static void addPresent(List<SavedValue> saved, @Nullable SavedValue[] values) {
        for (SavedValue value : values) {
            if (value != null) {
                saved.add(value);
            }
        }
    }
}
