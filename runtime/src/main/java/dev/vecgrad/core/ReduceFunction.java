package dev.vecgrad.core;

import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A reduction of one value over some of its dims with fixed dtypes: what is accumulated and what is made of the result. Not
 * recorded; ops record it with their own rule.
 */
public final class ReduceFunction {
    private final DType input;
    private final List<DType> params;
    private final List<Accumulator> accumulators;
    private final List<Expr> results;
    private final KernelTable kernels = new KernelTable();

    /**
     * A reduction.
     *
     * @param input the dtype of {@link Expr.Input} 0
     * @param params the dtypes of scalars
     * @param accumulators what is gathered from each element
     * @param results what is stored once, of accumulators and scalars
     */
    public ReduceFunction(DType input, List<DType> params, List<Accumulator> accumulators, List<Expr> results) {
        this.input = input;
        this.params = List.copyOf(params);
        this.accumulators = List.copyOf(accumulators);
        this.results = List.copyOf(results);
    }

    /**
     * {@return the results}
     *
     * @param x the value
     * @param dims which dims are reduced, true for each
     * @param keepdim whether they stay with size 1
     */
    public Value[] run(Value x, boolean[] dims, boolean keepdim, long... scalars) {
        Value[] out = new Value[results.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Value.empty(results.get(i).dtype(), Dims.without(x.shape(), dims, true), x.device());
        }
        launch(x, dims, out, scalars);
        for (int i = 0; i < out.length && !keepdim; i++) {
            Shape shape = Dims.without(x.shape(), dims, false);
            out[i] = out[i].restrided(shape, shape.contiguousStrides(), 0);
        }
        return out;
    }

    private void launch(Value x, boolean[] dims, Value[] out, long[] scalars) {
        boolean inner = dims.length == 0 || dims[dims.length - 1];
        Nest kept = nest(x, out, dims, false, inner ? -1 : 0);
        Nest reduced = nest(x, out, dims, true, -1);
        long key = inner ? innerAccess(reduced).ordinal() : kept.accessKey();
        Device device = x.device();
        Executable executable = kernels.get(
                device, key, _ -> inner ? compileInner(device, innerAccess(reduced)) : compileOuter(device, kept));
        Launcher.launch(executable, launch(kept, reduced, x, out, scalars), storages(x, out));
    }

    private static Nest nest(Value x, Value[] out, boolean[] dims, boolean reduced, int leader) {
        long[] sizes = Dims.pick(x.shape().toArray(), dims, reduced);
        long[][] strides = new long[1 + out.length][];
        strides[0] = Dims.pick(x.strides(), dims, reduced);
        for (int i = 0; i < out.length; i++) {
            strides[1 + i] = reduced ? new long[sizes.length] : Dims.pick(out[i].strides(), dims, false);
        }
        return Nest.of(sizes, strides, leader);
    }

    private static Launch launch(Nest kept, Nest reduced, Value x, Value[] out, long[] scalars) {
        long[] offsets = new long[1 + out.length];
        offsets[0] = x.offset();
        return new Launch(kept.sizes(), reduced.sizes(), offsets, kept.strides(), reduced.strides(), scalars);
    }

    private static Storage[] storages(Value x, Value[] out) {
        Storage[] storages = new Storage[1 + out.length];
        storages[0] = x.storage();
        for (int i = 0; i < out.length; i++) {
            storages[1 + i] = out[i].storage();
        }
        return storages;
    }

    private static Access innerAccess(Nest reduced) {
        return reduced.sizes().length == 1 ? reduced.access(0) : Access.STRIDED;
    }

    private Executable compileInner(Device device, Access access) {
        return compile(device, Space.INNER, access, _ -> Access.ZERO);
    }

    private Executable compileOuter(Device device, Nest kept) {
        return compile(device, Space.OUTER, kept.access(0), i -> kept.access(1 + i));
    }

    private Executable compile(Device device, Space space, Access access, IntFunction<Access> targetAccess) {
        List<Write> writes = new ArrayList<>();
        List<Operand> targets = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            writes.add(new Write(i, results.get(i)));
            targets.add(new Operand(results.get(i).dtype(), targetAccess.apply(i)));
        }
        Stage stage = new Stage(accumulators, List.of());
        List<Operand> reads = List.of(new Operand(input, access));
        return Executable.of(device, new KernelSpec(space, reads, params, List.of(stage), writes, targets));
    }
}
