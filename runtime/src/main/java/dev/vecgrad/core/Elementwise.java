package dev.vecgrad.core;

import dev.vecgrad.exec.OneDevice;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An elementwise op: one declaration for all dtypes. Kernels, gradients of any order and the reference meaning follow from
 * its body.
 */
public final class Elementwise {
    /** In which dtype the body computes and what it returns. */
    public enum Rule {
        /** In the common dtype of the operands; the result has it too. */
        NUMBER,
        /** In the common dtype if it is floating, else in float32; the result has it too. */
        FLOATING,
        /** In the common dtype of the operands that are values, which must be floating; the result has it too. */
        ONLY_FLOATING,
        /** In the common dtype; the result is bool. */
        COMPARISON,
        /** In bool, anything but zero being true; the result is bool. */
        LOGICAL,
        /** In the common dtype, which must be integral or bool. */
        BITWISE,
        /** The first operand is bool and does not count for the common dtype of the others, which the result has. */
        CHOICE
    }

    /** What is computed, for arguments of one dtype. */
    @FunctionalInterface
    public interface Body {
        /** {@return the value for these arguments} */
        Expr of(List<Expr> args);
    }

    private record Entry(long key, MapFunction function) {}

    private static final Value[] NO_VALUES = {};
    private static final Scalar[] NO_SCALARS = {};
    private static final long[] NO_BITS = {};

    private final String name;
    private final String nodeName;
    private final int arity;
    private final Rule rule;
    private final Body body;
    private volatile Entry[] entries = {};

    /**
     * A declaration.
     *
     * @param name the op's name as in {@code torch}
     * @param nodeName the name of its node in the gradients' graph
     * @param arity the number of operands
     * @param rule its dtypes
     * @param body what it computes
     */
    public Elementwise(String name, String nodeName, int arity, Rule rule, Body body) {
        this.name = name;
        this.nodeName = nodeName;
        this.arity = arity;
        this.rule = rule;
        this.body = body;
    }

    /** {@return the op's name as in {@code torch}} */
    public String name() {
        return name;
    }

    /** {@return the number of operands} */
    public int arity() {
        return arity;
    }

    /** {@return its dtype rule} */
    public Rule rule() {
        return rule;
    }

    /** {@return the result for these values; recorded} */
    public Value apply(Value... values) {
        return apply(0, values, NO_SCALARS);
    }

    /** {@return the result for a number and a value} */
    public Value apply(Scalar a, Value b) {
        return apply(1, new Value[] {b}, new Scalar[] {a});
    }

    /** {@return the result for a value and further numbers} */
    public Value apply(Value a, Scalar first, Scalar... rest) {
        Scalar[] scalars = join(first, rest);
        return apply((1L << scalars.length + 1) - 2, new Value[] {a}, scalars);
    }

    /**
     * {@return the result; recorded}
     *
     * @param scalarMask bit i tells that operand i is a number
     * @param operands those that are values, in order
     * @param scalars the operands that are numbers, in order
     */
    public Value apply(long scalarMask, Value[] operands, Scalar[] scalars) {
        Value[] values = onOneDevice(operands);
        DType compute = computeDType(values, scalars);
        return function(scalarMask, values, compute).applySingle(values, bits(scalars, compute));
    }

    /** Writes the result over {@code target}, the first operand; recorded. */
    public void applyInPlace(Value target, Value... others) {
        applyInPlace(0, target, join(target, others), NO_SCALARS);
    }

    /** Writes the result over {@code target}, the first operand, the others being numbers; recorded. */
    public void applyInPlace(Value target, Scalar first, Scalar... rest) {
        Scalar[] scalars = join(first, rest);
        applyInPlace((1L << scalars.length + 1) - 2, target, new Value[] {target}, scalars);
    }

    /** Writes the result over {@code target}; recorded. The result must fit its shape and be castable to its dtype. */
    public void applyInPlace(long scalarMask, Value target, Value[] operands, Scalar[] scalars) {
        Value[] values = onOneDevice(operands);
        DType compute = computeDType(values, scalars);
        MapFunction function = function(scalarMask | (long) (target.dtype().ordinal() + 1) << 32, values, compute);
        InPlace.check(name, target, values, resultDType(compute));
        function.applyInPlace(name, target, values, bits(scalars, compute));
    }

    private static Value[] join(Value target, Value[] others) {
        Value[] all = new Value[others.length + 1];
        all[0] = target;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private static Scalar[] join(Scalar first, Scalar[] rest) {
        Scalar[] all = new Scalar[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private DType resultDType(DType compute) {
        return switch (rule) {
            case COMPARISON, LOGICAL -> DType.BOOL;
            case NUMBER, FLOATING, ONLY_FLOATING, BITWISE, CHOICE -> compute;
        };
    }

    /** {@return the values, scalars of the processor copied to the device of the others, as in PyTorch} */
    private Value[] onOneDevice(Value[] values) {
        for (int i = 1; i < values.length; i++) {
            if (!values[i].device().equals(values[0].device())) {
                return gathered(values);
            }
        }
        return values;
    }

    private Value[] gathered(Value[] values) {
        Device device = device(values);
        Value[] near = new Value[values.length];
        for (int i = 0; i < values.length; i++) {
            near[i] = mayFollow(values[i]) ? Transfer.to(values[i], device) : values[i];
            if (!near[i].device().equals(device)) {
                throw OneDevice.mixed(name, device, near[i].device());
            }
        }
        return near;
    }

    private static Device device(Value[] values) {
        for (Value value : values) {
            if (!mayFollow(value)) {
                return value.device();
            }
        }
        return values[0].device();
    }

    private static boolean mayFollow(Value value) {
        return value.rank() == 0 && value.device().isCpu();
    }

    private DType computeDType(Value[] values, Scalar[] scalars) {
        DType common = Promotion.of(values.length == 0 ? NO_VALUES : values, scalars);
        return switch (rule) {
            case NUMBER, COMPARISON -> common;
            case FLOATING -> common.isFloatingPoint() ? common : DType.FLOAT32;
            case ONLY_FLOATING -> floating(Promotion.of(values, NO_SCALARS));
            case LOGICAL -> DType.BOOL;
            case BITWISE -> discrete(common);
            case CHOICE -> Promotion.of(Arrays.copyOfRange(values, 1, values.length), scalars);
        };
    }

    private DType floating(DType common) {
        if (!common.isFloatingPoint()) {
            throw notImplemented(common, "convert the tensor to floating point first");
        }
        return common;
    }

    private DType discrete(DType common) {
        if (common.isFloatingPoint()) {
            throw notImplemented(common, "operands must be integers or bool");
        }
        return common;
    }

    private DTypeException notImplemented(DType dtype, String rule) {
        return new DTypeException(name + ": \"" + name + "_cpu\" not implemented for '" + dtype + "': " + rule);
    }

    private static long[] bits(Scalar[] scalars, DType dtype) {
        if (scalars.length == 0) {
            return NO_BITS;
        }
        long[] bits = new long[scalars.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = scalars[i].bits(dtype);
        }
        return bits;
    }

    private MapFunction function(long mask, Value[] values, DType compute) {
        long key = mask;
        for (Value value : values) {
            key = key << 3 | value.dtype().ordinal();
        }
        key = (key << 3 | compute.ordinal()) << 3 | values.length;
        for (Entry entry : entries) {
            if (entry.key == key) {
                return entry.function;
            }
        }
        return add(key, mask, values, compute);
    }

    private synchronized MapFunction add(long key, long mask, Value[] values, DType compute) {
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = new Entry(key, define(mask, values, compute));
        entries = more;
        return more[more.length - 1].function;
    }

    private MapFunction define(long mask, Value[] values, DType compute) {
        List<DType> inputs = new ArrayList<>();
        List<DType> params = new ArrayList<>();
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            if ((mask >> i & 1) != 0) {
                args.add(Expr.param(params.size(), compute));
                params.add(compute);
            } else {
                DType dtype = values[inputs.size()].dtype();
                boolean condition = rule == Rule.CHOICE && i == 0;
                args.add(Expr.input(inputs.size(), dtype).cast(condition ? DType.BOOL : compute));
                inputs.add(dtype);
            }
        }
        return new MapFunction(name, nodeName, inputs, params, List.of(cast(body(args), mask)));
    }

    /** An expression that refuses a dtype need not know the op. */
    private Expr body(List<Expr> args) {
        try {
            return body.of(args);
        } catch (DTypeException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(name + ":") ? e : new DTypeException(name + ": " + message);
        }
    }

    /** The result as the in-place target's dtype, which the mask's upper half tells. */
    private static Expr cast(Expr result, long mask) {
        int target = (int) (mask >> 32);
        return target == 0 ? result : result.cast(DType.values()[target - 1]);
    }
}
