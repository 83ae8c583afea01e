package dev.vecgrad.graph;

import dev.vecgrad.core.Bits;
import dev.vecgrad.core.KernelTable;
import dev.vecgrad.core.Nest;
import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Space;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import java.util.List;

/** A kernel of a plan with its compiled forms, one for each way in which its operands move. */
final class KernelRunner {
    private static final long[] ONE = {1};
    private static final long[] ZERO = {0};
    private static final long[] NO_DIMS = {};
    private static final Access[] ACCESSES = Access.values();

    private final PlannedKernel kernel;
    private final int leader;
    private final KernelTable compiled = new KernelTable();

    KernelRunner(PlannedKernel kernel) {
        this.kernel = kernel;
        this.leader = leader(kernel);
    }

    /** The operand whose order in memory the kept dims are walked in. */
    private static int leader(PlannedKernel kernel) {
        return switch (kernel.template().space()) {
            case MAP -> kernel.operands().size() - 1;
            case INNER -> -1;
            case OUTER -> first(kernel.operands(), kernel.kept() | kernel.reduced());
        };
    }

    private static int first(List<PlannedKernel.Place> operands, int dims) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).dims() == dims) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Runs the kernel.
     *
     * @param binding the dims of the call
     * @param views of each operand, in order
     * @param values what the parameters are computed from
     */
    void run(Device device, Binding binding, View[] views, Formula.Values values) {
        Launch launch = launch(binding, views, values);
        Executable executable = compiled.get(device, accessKey(launch), key -> compile(device, key));
        Storage[] storages = new Storage[views.length];
        for (int i = 0; i < views.length; i++) {
            storages[i] = views[i].value().storage();
        }
        Launcher.launch(executable, launch, storages, () -> compute(launch.params(), values));
    }

    private Executable compile(Device device, long key) {
        return Executable.of(device, kernel.spec(accesses(key)));
    }

    private Launch launch(Binding binding, View[] views, Formula.Values values) {
        long[] offsets = new long[views.length];
        for (int i = 0; i < views.length; i++) {
            offsets[i] = views[i].value().offset();
        }
        Loops kept = loops(binding, views, kernel.kept(), leader);
        List<Formula> formulas = kernel.params();
        long[] params = compute(formulas.isEmpty() ? NO_DIMS : new long[formulas.size()], values);
        if (kernel.template().space() == Space.MAP) {
            return Launch.map(kept.sizes(), offsets, kept.strides(), params);
        }
        Loops reduced = loops(binding, views, kernel.reduced(), -1);
        return new Launch(kept.sizes(), reduced.sizes(), offsets, kept.strides(), reduced.strides(), params);
    }

    /** Computes the parameters anew. {@return {@code params}, which has them now} */
    private long[] compute(long[] params, Formula.Values values) {
        for (int i = 0; i < params.length; i++) {
            Formula formula = kernel.params().get(i);
            params[i] = Bits.of(formula.dtype(), formula.value(values));
        }
        return params;
    }

    private record Loops(long[] sizes, long[][] strides) {}

    private Loops loops(Binding binding, View[] views, int mask, int leader) {
        int[] dims = binding.select(mask);
        if (dims.length == 0) {
            return single(mask);
        }
        long[] sizes = new long[dims.length];
        for (int n = 0; n < dims.length; n++) {
            sizes[n] = binding.size(dims[n]);
        }
        long[][] strides = new long[views.length][dims.length];
        for (int i = 0; i < views.length; i++) {
            for (int n = 0; n < dims.length; n++) {
                strides[i][n] = views[i].strides()[dims[n]];
            }
        }
        if (dims.length == 1) {
            return new Loops(sizes, strides);
        }
        Nest nest = Nest.of(sizes, strides, leader);
        return new Loops(nest.sizes(), nest.strides());
    }

    /** One element: an operand that moves along these dims has stride 1, so that the same compiled form serves as for more. */
    private Loops single(int mask) {
        List<PlannedKernel.Place> operands = kernel.operands();
        long[][] strides = new long[operands.size()][];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = (operands.get(i).dims() & mask) != 0 ? ONE : ZERO;
        }
        return new Loops(ONE, strides);
    }

    private long accessKey(Launch launch) {
        boolean inner = kernel.template().space() == Space.INNER;
        long[][] strides = inner ? launch.reducedStrides() : launch.keptStrides();
        long key = 1;
        for (long[] own : strides) {
            key = key << 2 | (inner ? Access.ofRow(own) : Access.of(own[own.length - 1])).ordinal();
        }
        return key;
    }

    private Access[] accesses(long key) {
        Access[] accesses = new Access[kernel.operands().size()];
        for (int i = 0; i < accesses.length; i++) {
            accesses[i] = ACCESSES[(int) (key >> 2 * (accesses.length - 1 - i)) & 3];
        }
        return accesses;
    }
}
