package dev.vecgrad.core;

import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.exec.Operands;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise function with fixed dtypes: some inputs that broadcast, scalars, and one or more results, each an
 * expression. Its kernels and its gradients follow from the expressions; the gradient is such a function again.
 */
public final class MapFunction {
    private final String name;
    private final String nodeName;
    private final List<DType> inputs;
    private final List<DType> params;
    private final List<Expr> outputs;
    private final boolean ordered;
    private final KernelTable kernels = new KernelTable();
    private final MapGradients gradients;

    /** A function of these expressions that has no op's name, only that of its node. */
    public MapFunction(String nodeName, List<DType> inputs, List<DType> params, List<Expr> outputs) {
        this(nodeName, nodeName, inputs, params, outputs);
    }

    /**
     * A function of these expressions.
     *
     * @param name the op's name, for messages
     * @param nodeName the name of its node in the gradients' graph
     * @param inputs the dtypes of {@link Expr.Input}s by index
     * @param params the dtypes of {@link Expr.Param}s by index
     * @param outputs the results
     */
    public MapFunction(String name, String nodeName, List<DType> inputs, List<DType> params, List<Expr> outputs) {
        this.name = name;
        this.nodeName = nodeName;
        this.inputs = List.copyOf(inputs);
        this.params = List.copyOf(params);
        this.outputs = List.copyOf(outputs);
        this.ordered = Exprs.topological(outputs).contains(Expr.iota());
        this.gradients = new MapGradients(this);
    }

    String nodeName() {
        return nodeName;
    }

    List<DType> inputs() {
        return inputs;
    }

    List<DType> params() {
        return params;
    }

    List<Expr> outputs() {
        return outputs;
    }

    /** {@return the results for these inputs, recorded if one of them requires a gradient} */
    public Value[] apply(Value[] in, long[] scalars) {
        return apply(in, scalars, broadcast(in));
    }

    /** {@return the same with results of this shape, to which the inputs broadcast} */
    public Value[] apply(Value[] in, long[] scalars, Shape shape) {
        Value[] out = run(in, scalars, shape);
        recordIfNeeded(in, scalars, out);
        return out;
    }

    /** Records an application whose results were written without recording. */
    void recordIfNeeded(Value[] in, long[] scalars, Value... out) {
        if (Recorder.isNeeded(in)) {
            gradients.record(in, scalars, out);
        }
    }

    /** Writes the only result over all of {@code target}; nothing is recorded or checked. */
    void write(Value[] in, Value target, long... scalars) {
        if (areDense(in, target.shape()) && isDense(target, target.shape())) {
            launchDense(in, target, scalars);
        } else {
            launch(in, scalars, target.shape(), new Value[] {target});
        }
    }

    /** Writes the only result, which has no inputs, over all of {@code target}, with scalars that are made anew whenever the work is repeated. */
    void write(Value target, Supplier<long[]> scalars) {
        launch(new Value[0], scalars.get(), target.shape(), new Value[] {target}, scalars);
    }

    /** Writes the results over {@code targets}, all of one shape, to which the inputs broadcast; nothing is recorded or checked. */
    public void writeAll(Value[] in, Value[] targets, long... scalars) {
        launch(in, scalars, targets[0].shape(), targets);
    }

    /** {@return the only result of {@link #apply(Value[], long[])}} */
    public Value applySingle(Value[] in, long... scalars) {
        Shape shape = broadcast(in);
        if (!areDense(in, shape)) {
            return apply(in, scalars, shape)[0];
        }
        Value out =
                Value.emptyStrided(outputs.getFirst().dtype(), shape, in[0].strides(), in[0].device(), Lifetime.SHORT);
        launchDense(in, out, scalars);
        if (Recorder.isNeeded(in)) {
            gradients.record(in, scalars, new Value[] {out});
        }
        return out;
    }

    /** Writes the only result over {@code target}, an input or not, and records that. */
    public void applyInPlace(String op, Value target, Value[] in, long... scalars) {
        Recorder.checkInPlace(op, target, in);
        Value[] safe = Overlaps.copied(in, target);
        boolean needed = Recorder.isNeeded(in) || Recorder.isNeeded(target);
        MapNode node = needed ? gradients.nodeOfWrite(in, safe, scalars, target) : null;
        write(safe, target, scalars);
        Recorder.recordInPlace(node, in, target);
        if (node != null) {
            node.saveOutputs(target);
        }
    }

    private Shape broadcast(Value[] in) {
        Shape shape = in[0].shape();
        for (int i = 1; i < in.length; i++) {
            shape = Shape.broadcast(name, shape, in[i].shape());
        }
        return shape;
    }

    /** {@return the results, not recorded} */
    Value[] run(Value[] in, long[] scalars, Shape shape) {
        Device device = in.length == 0 ? Device.getDefault() : in[0].device();
        long[] strides = ordered ? shape.contiguousStrides() : resultStrides(in, shape);
        Value[] out = new Value[outputs.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Value.emptyStrided(outputs.get(i).dtype(), shape, strides, device, Lifetime.SHORT);
        }
        launch(in, scalars, shape, out);
        return out;
    }

    /** As PyTorch: the first operand of full size that is dense gives the order of the dims. */
    private static long[] resultStrides(Value[] in, Shape shape) {
        for (Value value : in) {
            if (value.shape().equals(shape) && !value.isContiguous() && Strides.isDense(shape, value.strides())) {
                return value.strides();
            }
            if (value.isContiguous() && value.shape().equals(shape)) {
                return value.strides();
            }
        }
        return shape.contiguousStrides();
    }

    private void launch(Value[] in, long[] scalars, Shape shape, Value[] out) {
        launch(in, scalars, shape, out, null);
    }

    private void launch(Value[] in, long[] scalars, Shape shape, Value[] out, @Nullable Supplier<long[]> renewed) {
        Value[] operands = join(in, out);
        Nest nest = nest(operands, shape);
        Device device = operands[0].device();
        Executable executable = kernels.get(device, nest.accessKey(), _ -> compile(device, nest));
        long[] offsets = new long[operands.length];
        Storage[] storages = new Storage[operands.length];
        for (int i = 0; i < operands.length; i++) {
            offsets[i] = operands[i].offset();
            storages[i] = operands[i].storage();
        }
        Launcher.launch(executable, Launch.map(nest.sizes(), offsets, nest.strides(), scalars), storages, renewed);
    }

    /** Small ops come this way most of the time: it makes no arrays. */
    private void launchDense(Value[] in, Value out, long[] scalars) {
        long n = out.numel();
        Device device = out.device();
        long key = Nest.denseKey(in.length + 1);
        Executable known = kernels.find(device, key);
        Executable executable =
                known != null ? known : kernels.get(device, key, _ -> compile(device, Nest.flat(n, in.length + 1)));
        Operands operands = Operands.ofThread();
        for (Value value : in) {
            operands.add(value.storage(), value.offset());
        }
        operands.add(out.storage(), out.offset());
        Launcher.launchDense(executable, n, operands, scalars);
    }

    private static Value[] join(Value[] in, Value[] out) {
        Value[] operands = new Value[in.length + out.length];
        System.arraycopy(in, 0, operands, 0, in.length);
        System.arraycopy(out, 0, operands, in.length, out.length);
        return operands;
    }

    private Nest nest(Value[] operands, Shape shape) {
        if (areDense(operands, shape)) {
            return Nest.flat(shape.numel(), operands.length);
        }
        long[] sizes = shape.toArray();
        long[][] strides = new long[operands.length][];
        for (int i = 0; i < operands.length; i++) {
            strides[i] = Nest.broadcastStrides(operands[i], sizes);
        }
        return Nest.of(sizes, strides, ordered ? -1 : operands.length - 1);
    }

    private static boolean areDense(Value[] operands, Shape shape) {
        for (Value value : operands) {
            if (!isDense(value, shape)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDense(Value value, Shape shape) {
        return value.isContiguous() && value.shape().equals(shape);
    }

    private Executable compile(Device device, Nest nest) {
        List<Operand> reads = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            reads.add(new Operand(inputs.get(i), nest.access(i)));
        }
        List<Operand> targets = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Access access = nest.access(inputs.size() + i);
            targets.add(new Operand(outputs.get(i).dtype(), access));
            writes.add(new Write(i, outputs.get(i)));
        }
        Stage stage = new Stage(List.of(), writes);
        return Executable.of(device, new KernelSpec(Space.MAP, reads, params, List.of(stage), List.of(), targets));
    }
}
