package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Rule;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * All ops that read or write by index tensors are here: a family says how its tensors name places (PlaceMap), and reading, adding,
 * replacing and filling are the same for all. They are each other's gradients: of reading it is adding to zeros, of adding it is reading,
 * and where something was replaced the old elements' gradient is filled with 0 and the new ones' is read.
 */
/**
 * Elements of a tensor that index tensors name.
 *
 * @param map how they name them
 * @param tensors int64, shown in the shape of the map's walk; an index out of range is an IndexException before anything is written
 */
record Places(PlaceMap map, Value[] tensors) {
    // ---- recorded

    /** {@return the elements of x there, in the shape of the walk} */
    Value read(Value x) {
        Value out = Value.empty(x.dtype(), map.walk(), x.device());
        Value seen = map.flat() ? flat(Arithmetic.contiguous(x.detach())) : x;
        take(seen, out);
        Shape shape = x.shape();
        Rule rule = call -> {
            Value gradient = call.gradient();
            return new Value[] {
                map.saved(call).add(Arithmetic.full(shape, gradient.dtype(), 0, gradient.device()), gradient)
            };
        };
        return Recorder.record(map.nodes().read, new Value[] {x}, out, rule, PlaceMap.save(tensors));
    }

    /** {@return self with source added there; elements named twice get both, in order} */
    Value add(Value self, Value source) {
        return written(map.nodes().add, self, source, Meeting.ADD, addRule());
    }

    /** {@return self with source in place of what is there; of several for one place the last one stays} */
    Value set(Value self, Value source) {
        return written(map.nodes().set, self, source, Meeting.SET, setRule());
    }

    /** The same, recorded as a node with this name. */
    Value set(String node, Value self, Value source) {
        return written(node, self, source, Meeting.SET, setRule());
    }

    /** The same in place. */
    void setInPlace(String node, Value self, Value source) {
        writeOver(node, self, source, Meeting.SET, setRule());
    }

    /** {@return self with a number in place of what is there} */
    Value fill(Value self, double number) {
        return written(map.nodes().fill, self, scalar(self, number), Meeting.SET, fillRule());
    }

    /** Adds source there. */
    void addInPlace(Value self, Value source) {
        writeOver(map.nodes().add, self, source, Meeting.ADD, addRule());
    }

    /** Puts source there. */
    void setInPlace(Value self, Value source) {
        writeOver(map.nodes().set, self, source, Meeting.SET, setRule());
    }

    /** Puts a number there. */
    void fillInPlace(Value self, double number) {
        writeOver(map.nodes().fill, self, scalar(self, number), Meeting.SET, fillRule());
    }

    private static Value scalar(Value self, double number) {
        Value scalar = Value.empty(self.dtype(), Shape.SCALAR, self.device());
        Arithmetic.fillInto(scalar, Bits.of(self.dtype(), number));
        return scalar;
    }

    private Rule addRule() {
        return call ->
                gradients(call.gradient(), call.needs(1) ? map.saved(call).read(call.gradient()) : null);
    }

    private Rule setRule() {
        return call -> gradients(
                call.needs(0) ? map.saved(call).fill(call.gradient(), 0) : null,
                call.needs(1) ? map.saved(call).read(call.gradient()) : null);
    }

    private Rule fillRule() {
        return call -> gradients(map.saved(call).fill(call.gradient(), 0), null);
    }

    private static @Nullable Value[] gradients(@Nullable Value self, @Nullable Value source) {
        return new @Nullable Value[] {self, source};
    }

    private Value written(String node, Value self, Value source, Meeting meeting, Rule rule) {
        Value out = Arithmetic.contiguousCopy(self.detach());
        put(out, source, meeting);
        return Recorder.record(node, new Value[] {self, source}, out, rule, PlaceMap.save(tensors));
    }

    private void writeOver(String node, Value self, Value source, Meeting meeting, Rule rule) {
        Recorder.checkInPlace(map.indices().op(), self, source);
        put(self, source, meeting);
        SavedValue[] saved = PlaceMap.save(tensors);
        Recorder.recordInPlace(node, new Value[] {self, source}, self, rule, saved);
    }

    // ---- not recorded

    /** Lets source, which broadcasts to the walk, meet what is there; neither recorded nor counted. */
    void put(Value target, Value source, Meeting meeting) {
        if (source.dtype() != target.dtype()) {
            throw new IllegalStateException(map.indices().op() + ": " + source.dtype() + " into " + target.dtype());
        }
        if (map.flat()) {
            putFlat(target, source, meeting);
        } else {
            putInto(target, source, meeting);
        }
    }

    private void putFlat(Value target, Value source, Meeting meeting) {
        Value dense = Arithmetic.contiguous(target.detach());
        putInto(flat(dense), source, meeting);
        if (dense.storage() != target.storage()) {
            Arithmetic.copyInto(target, dense);
        }
    }

    private static Value flat(Value dense) {
        return dense.restrided(Shape.of(dense.numel()), new long[] {1}, dense.offset());
    }

    private void take(Value x, Value out) {
        List<Value> operands = new ArrayList<>(List.of(x));
        for (Value tensor : tensors) {
            operands.add(near(x, tensor));
        }
        operands.add(out);
        run(new Call.Take(map.indices()), operands, 0);
    }

    private void putInto(Value target, Value source, Meeting meeting) {
        List<Value> operands = new ArrayList<>();
        for (Value tensor : tensors) {
            operands.add(apartFrom(target, near(target, tensor)));
        }
        operands.add(Broadcast.expand(apartFrom(target, source), map.walk()));
        operands.add(target);
        run(new Call.Put(map.indices(), meeting), operands, operands.size() - 1);
    }

    /** Indices on the processor may name elements on any device, as in PyTorch. */
    private static Value near(Value named, Value index) {
        return index.device().isCpu() ? Transfer.to(index, named.device()) : index;
    }

    private static Value apartFrom(Value target, Value operand) {
        Value alone = operand.detach();
        return operand.storage() == target.storage() ? Arithmetic.clone(alone) : alone;
    }

    /** Without indices there is nothing to do, whatever their rank. */
    private void run(Call call, List<Value> operands, int named) {
        if (map.walk().numel() == 0) {
            return;
        }
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            regions.add(i == named ? namedRegion(operands.get(i)) : region(operands.get(i)));
        }
        Storage[] storages = operands.stream().map(Value::storage).toArray(Storage[]::new);
        Launcher.run(operands.getFirst().device(), call, regions, storages);
    }

    /** The named operand: the dims of the walk, then those in which places are named. */
    private Region namedRegion(Value x) {
        int rank = Math.max(1, map.walk().rank());
        List<Integer> dims = map.indices().dims();
        long[] sizes = new long[rank + dims.size()];
        long[] strides = new long[rank + dims.size()];
        sizes[0] = 1;
        for (int w = 0; w < map.walk().rank(); w++) {
            sizes[w] = map.walk().size(w);
            strides[w] = map.free()[w] < 0 ? 0 : x.strides()[map.free()[w]];
        }
        for (int k = 0; k < dims.size(); k++) {
            int dim = map.flat() ? 0 : dims.get(k);
            sizes[rank + k] = x.rank() == 0 ? 1 : x.shape().size(dim);
            strides[rank + k] = x.rank() == 0 ? 1 : x.strides()[dim];
        }
        return new Region(x.dtype(), sizes, strides, x.offset());
    }

    private static Region region(Value x) {
        return x.rank() == 0 ? new Region(x.dtype(), new long[] {1}, new long[] {1}, x.offset()) : x.region();
    }
}
