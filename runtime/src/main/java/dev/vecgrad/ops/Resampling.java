package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import java.util.List;

/*
 * The maps of several dims are applied one after the other. All are linear, so the gradient is the sum of what the maps say backwards, and
 * its gradient is the maps again.
 */
/**
 * Linear maps of the last dims.
 *
 * @param node the name of the node
 * @param maps one for each of the last dims
 */
record Resampling(String node, List<DimMap> maps) {
    /** {@return x with every map applied} */
    Value forward(Value x) {
        Value out = x.detach();
        for (int i = maps.size() - 1; i >= 0; i--) {
            out = maps.get(i).forward(out, x.rank() - maps.size() + i);
        }
        return Recorder.record(node, new Value[] {x}, own(out, x), call -> new Value[] {back(call.gradient())});
    }

    private Value back(Value gradient) {
        Value out = gradient.detach();
        for (int i = 0; i < maps.size(); i++) {
            out = maps.get(i).back(out, gradient.rank() - maps.size() + i);
        }
        String name = node.replace("Backward", "BackwardBackward");
        return Recorder.record(
                name, new Value[] {gradient}, own(out, gradient), call -> new Value[] {forward(call.gradient())});
    }

    /** {@return what shares no memory with x} */
    private static Value own(Value out, Value x) {
        return out.storage() == x.storage() ? Arithmetic.contiguousCopy(out) : Arithmetic.contiguous(out);
    }
}
