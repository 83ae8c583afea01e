package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A random kernel with a random launch of it, all from one seed. */
final class RandomCase {
    private static final List<List<DType>> FAMILIES = List.of(
            List.of(DType.FLOAT32, DType.INT32, DType.BOOL),
            List.of(DType.FLOAT64, DType.INT64, DType.BOOL),
            List.of(DType.FLOAT32),
            List.of(DType.FLOAT32, DType.INT64, DType.BOOL),
            List.of(DType.values()));
    private static final List<Access> ACCESSES = List.of(Access.values());
    private static final int[] INNER_SIZES = {1, 2, 5, 13, 16, 31, 64, 207, 1024, 1030, 4098, 10000};

    private final RandomGenerator random;
    private final Space space;
    private final List<DType> dtypes;
    private final List<Operand> inputs = new ArrayList<>();
    private final List<Operand> outputs = new ArrayList<>();
    private final List<DType> params = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Write> rowWrites = new ArrayList<>();
    private final List<Expr> accumulated = new ArrayList<>();
    private final List<Integer> rowInputs = new ArrayList<>();
    private final long[] kept;
    private final long[] reduced;
    private final boolean functions;
    private int accumulators;

    RandomCase(long seed, Space space, boolean functions) {
        this.random = new SplittableRandom(seed);
        this.space = space;
        this.functions = functions;
        this.dtypes = FAMILIES.get(random.nextInt(FAMILIES.size()));
        int inner = INNER_SIZES[random.nextInt(INNER_SIZES.length)];
        this.kept = switch (space) {
            case MAP, OUTER -> dims(inner, 4);
            case INNER -> random.nextInt(3) == 0 ? new long[0] : dims(1 + random.nextInt(4), 3);
        };
        this.reduced = switch (space) {
            case MAP -> new long[0];
            case INNER -> random.nextInt(20) == 0 ? new long[] {0} : dims(inner, 3);
            case OUTER ->
                random.nextInt(20) == 0
                        ? new long[] {0}
                        : dims(inner > 1024 ? 3 : 1 + random.nextInt(inner > 100 ? 20 : 600), 2);
        };
        grow();
    }

    private long[] dims(int last, int most) {
        int rank = 1 + random.nextInt(3);
        long[] dims = new long[rank];
        for (int d = 0; d < rank - 1; d++) {
            dims[d] = 1L + random.nextInt(last > 1024 ? 2 : most);
        }
        dims[rank - 1] = last;
        return dims;
    }

    KernelSpec spec() {
        return new KernelSpec(space, inputs, params, stages, rowWrites, outputs);
    }

    // ---- the kernel

    private void grow() {
        int inputCount = 1 + random.nextInt(4);
        for (int i = 0; i < inputCount; i++) {
            Access access = access();
            inputs.add(new Operand(dtype(), random.nextInt(3) == 0 ? access : Access.UNIT));
        }
        if (space != Space.MAP && random.nextBoolean()) {
            rowInputs.add(inputs.size());
            inputs.add(new Operand(dtype(), space == Space.INNER ? Access.ZERO : access()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            params.add(dtype());
        }
        int stageCount = space == Space.INNER ? 1 + random.nextInt(3) : 1;
        for (int s = 0; s < stageCount; s++) {
            stages.add(stage(s));
        }
        if (space != Space.MAP) {
            rowWrites();
        }
    }

    private Access access() {
        return ACCESSES.get(random.nextInt(ACCESSES.size()));
    }

    private DType dtype() {
        return dtypes.get(random.nextInt(dtypes.size()));
    }

    private RandomExprs exprs(boolean row) {
        RandomExprs exprs = new RandomExprs(random, dtypes, functions);
        for (int i = 0; i < inputs.size(); i++) {
            if (!row || rowInputs.contains(i)) {
                exprs.leaf(Expr.input(i, inputs.get(i).dtype()));
            }
        }
        for (int p = 0; p < params.size(); p++) {
            exprs.leaf(Expr.param(p, params.get(p)));
        }
        if (!row && random.nextInt(3) == 0) {
            exprs.leaf(Expr.iota());
        }
        accumulated.forEach(exprs::leaf);
        exprs.grow(1 + random.nextInt(functions ? 6 : 20));
        return exprs;
    }

    private Stage stage(int number) {
        RandomExprs exprs = exprs(false);
        List<Accumulator> gathered = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        boolean gathers = space == Space.OUTER || (space == Space.INNER && (number == 0 || random.nextBoolean()));
        if (gathers) {
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                gathered.add(accumulator(exprs));
            }
        }
        if (space == Space.MAP || (space == Space.INNER && random.nextInt(3) > 0)) {
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                writes.add(write(exprs, random.nextInt(3) == 0 ? Access.STRIDED : Access.UNIT));
            }
        }
        for (Accumulator a : gathered) {
            for (int part = 0; part < a.values().size(); part++) {
                accumulated.add(
                        Expr.acc(accumulators, part, a.values().get(part).dtype()));
            }
            accumulators++;
        }
        return new Stage(gathered, writes);
    }

    private Write write(RandomExprs exprs, Access access) {
        DType dtype = dtype();
        outputs.add(new Operand(dtype, access));
        return new Write(outputs.size() - 1, exprs.any(dtype));
    }

    private void rowWrites() {
        RandomExprs exprs = exprs(true);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            Access access = space == Space.INNER ? Access.ZERO : random.nextInt(3) == 0 ? Access.STRIDED : Access.UNIT;
            rowWrites.add(write(exprs, access));
        }
        Expr last = accumulated.get(random.nextInt(accumulated.size()));
        outputs.add(new Operand(last.dtype(), space == Space.INNER ? Access.ZERO : Access.UNIT));
        rowWrites.add(new Write(outputs.size() - 1, last));
    }

    private Accumulator accumulator(RandomExprs exprs) {
        DType dtype = dtype();
        if (dtype.isBool()) {
            return anyTrue(exprs);
        }
        Expr value = exprs.any(dtype);
        return switch (random.nextInt(6)) {
            case 0 -> new Accumulator.Prod(value);
            case 1 -> new Accumulator.Max(value);
            case 2 -> new Accumulator.Min(value);
            case 3 -> argmax(value);
            default -> new Accumulator.Sum(value);
        };
    }

    private static Accumulator anyTrue(RandomExprs exprs) {
        Expr a = Expr.input(0, DType.BOOL);
        Expr b = Expr.input(1, DType.BOOL);
        return new Accumulator.Combine(
                List.of(exprs.any(DType.BOOL)), List.of(Expr.literal(DType.BOOL, 0L)), List.of(a.or(b)));
    }

    /** The greatest value and its index; the first one among equals. */
    private static Accumulator argmax(Expr value) {
        DType dtype = value.dtype();
        DType number = dtype.itemSize() == 8 ? DType.INT64 : DType.INT32;
        Expr a = Expr.input(0, dtype);
        Expr i = Expr.input(1, number);
        Expr b = Expr.input(2, dtype);
        Expr j = Expr.input(3, number);
        Expr left = a.gt(b).or(a.eq(b).and(i.lt(j)));
        Expr lowest = Expr.literal(dtype, dtype.isFloatingPoint() ? Double.NEGATIVE_INFINITY : -1e9);
        return new Accumulator.Combine(
                List.of(value, Expr.iota().cast(number)),
                List.of(lowest, Expr.literal(number, (long) Integer.MAX_VALUE)),
                List.of(left.select(a, b), left.select(i, j)));
    }

    // ---- the launch

    /** Memory and launch for the kernel, new at each call, of the same random numbers for one seed. */
    Memory memory(long seed) {
        return new Memory(new SplittableRandom(seed));
    }

    /** The operands of one launch. */
    final class Memory {
        private final RandomGenerator numbers;
        private final List<Buffer> buffers = new ArrayList<>();
        private final long[] offsets = new long[inputs.size() + outputs.size()];
        private final long[][] keptStrides = new long[offsets.length][];
        private final long[][] reducedStrides = new long[offsets.length][];
        private final long[] bits = new long[params.size()];

        private Memory(RandomGenerator numbers) {
            this.numbers = numbers;
            for (int i = 0; i < inputs.size(); i++) {
                operand(i, inputs.get(i), false, rowInputs.contains(i));
            }
            for (int o = 0; o < outputs.size(); o++) {
                boolean byRow = isRowWritten(o);
                if (!inPlace(o, byRow)) {
                    operand(inputs.size() + o, outputs.get(o), true, byRow);
                }
            }
            for (int p = 0; p < bits.length; p++) {
                bits[p] = param(params.get(p));
            }
        }

        private Memory(Memory other) {
            this.numbers = other.numbers;
            for (int k = 0; k < offsets.length; k++) {
                int first = other.buffers.indexOf(other.buffers.get(k));
                buffers.add(
                        first < k ? buffers.get(first) : other.buffers.get(k).copy());
                offsets[k] = other.offsets[k];
                keptStrides[k] = other.keptStrides[k];
                reducedStrides[k] = other.reducedStrides[k];
            }
            System.arraycopy(other.bits, 0, bits, 0, bits.length);
        }

        Memory copy() {
            return new Memory(this);
        }

        Launch launch() {
            return new Launch(kept, reduced, offsets, keptStrides, reducedStrides, bits);
        }

        long[] addresses() {
            long[] addresses = new long[offsets.length];
            for (int k = 0; k < addresses.length; k++) {
                addresses[k] = buffers.get(k).address(offsets[k]);
            }
            return addresses;
        }

        void assertSame(Memory expected, String what) {
            for (int k = 0; k < buffers.size(); k++) {
                String name = k < inputs.size() ? ", input " + k : ", output " + (k - inputs.size());
                buffers.get(k).assertSame(expected.buffers.get(k), what + name);
            }
        }

        private boolean isRowWritten(int output) {
            return rowWrites.stream().anyMatch(w -> w.output() == output);
        }

        private long param(DType dtype) {
            return switch (dtype) {
                case FLOAT32 -> Double.doubleToRawLongBits((float) numbers.nextGaussian());
                case FLOAT64 -> Double.doubleToRawLongBits(numbers.nextGaussian());
                case INT32, INT64 -> numbers.nextInt(9) - 4;
                case BOOL -> numbers.nextInt(2);
            };
        }

        /** Sometimes an output of a map lies where an input of the same kind does. */
        private boolean inPlace(int output, boolean byRow) {
            if (space != Space.MAP || byRow || numbers.nextInt(3) > 0) {
                return false;
            }
            int k = inputs.size() + output;
            for (int i = 0; i < inputs.size(); i++) {
                int input = i;
                boolean taken = java.util.stream.IntStream.range(inputs.size(), buffers.size())
                        .anyMatch(o -> buffers.get(o)
                                .segment()
                                .equals(buffers.get(input).segment()));
                if (inputs.get(i).equals(outputs.get(output)) && !taken && isInjective(keptStrides[i])) {
                    buffers.add(buffers.get(i));
                    offsets[k] = offsets[i];
                    keptStrides[k] = keptStrides[i];
                    reducedStrides[k] = reducedStrides[i];
                    return true;
                }
            }
            return false;
        }

        private boolean isInjective(long[] strides) {
            java.util.Set<Long> places = new java.util.HashSet<>();
            long total = new Launch(kept, reduced, offsets, keptStrides, reducedStrides, bits).keptNumel();
            for (long e = 0; e < total; e++) {
                long rest = e;
                long place = 0;
                for (int d = kept.length - 1; d >= 0; d--) {
                    place += rest % kept[d] * strides[d];
                    rest /= kept[d];
                }
                if (!places.add(place)) {
                    return false;
                }
            }
            return true;
        }

        private void operand(int k, Operand operand, boolean written, boolean staysInRow) {
            boolean reduces = space == Space.INNER;
            long[] inner = reduces ? reduced : kept;
            long[] outer = reduces ? kept : reduced;
            long[] innerStrides = inner(operand.access(), inner, written);
            long span = 1;
            for (int d = 0; d < inner.length; d++) {
                span += Math.abs(innerStrides[d]) * Math.max(0, inner[d] - 1);
            }
            long[] outerStrides = new long[outer.length];
            boolean stays = staysInRow && space == Space.OUTER;
            for (int d = outer.length - 1; d >= 0; d--) {
                boolean broadcast = stays || (!written && numbers.nextInt(4) == 0);
                outerStrides[d] = broadcast ? 0 : span;
                span = broadcast ? span : span * Math.max(1, outer[d]) + numbers.nextInt(3);
            }
            keptStrides[k] = reduces ? outerStrides : innerStrides;
            reducedStrides[k] = reduces ? innerStrides : outerStrides;
            long lowest = 0;
            for (int d = 0; d < inner.length; d++) {
                lowest += Math.min(0, innerStrides[d]) * Math.max(0, inner[d] - 1);
            }
            offsets[k] = numbers.nextInt(4) - lowest;
            buffers.add(Buffer.random(operand.dtype(), (int) (span + offsets[k] + 3), numbers));
        }

        private long[] inner(Access access, long[] sizes, boolean written) {
            long[] strides = new long[sizes.length];
            boolean all = space == Space.INNER;
            int last = sizes.length - 1;
            switch (access) {
                case UNIT -> fill(strides, sizes, last, 1, all ? 0 : numbers.nextInt(3));
                case ZERO -> {
                    if (!all && last > 0) {
                        fill(strides, sizes, last - 1, 1, 0);
                    }
                    strides[last] = 0;
                }
                case STRIDED -> strided(strides, sizes, last, written);
            }
            return strides;
        }

        private void strided(long[] strides, long[] sizes, int last, boolean written) {
            if (last > 0 && numbers.nextBoolean()) {
                long step = 1;
                for (int d = 0; d <= last; d++) {
                    strides[d] = step;
                    step *= Math.max(1, sizes[d]);
                }
            } else {
                fill(strides, sizes, last, written || numbers.nextBoolean() ? 2 + numbers.nextInt(2) : -1, 1);
            }
        }

        private static void fill(long[] strides, long[] sizes, int last, long step, int gap) {
            long next = step;
            for (int d = last; d >= 0; d--) {
                strides[d] = next;
                next = Math.abs(next) * Math.max(1, sizes[d]) + gap;
            }
        }
    }
}
