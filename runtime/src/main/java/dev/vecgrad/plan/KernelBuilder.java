package dev.vecgrad.plan;

import dev.vecgrad.core.Nest;
import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of which a kernel's step is made.
 *
 * @param space what happens to the dims
 * @param sizes of the dims, kept ones first
 * @param kept how many are kept
 * @param inputs what is read
 * @param outputs what is written
 * @param dtypes of the scalars
 * @param params the scalars' bits
 * @param scalars which of them are new at each call
 * @param stages the passes
 * @param rowWrites what is stored once a row
 */
record KernelBuilder(
        Space space,
        long[] sizes,
        int kept,
        List<Place> inputs,
        List<Place> outputs,
        List<DType> dtypes,
        long[] params,
        List<Step.Scalars> scalars,
        List<Stage> stages,
        List<Write> rowWrites) {

    /** {@return the step} */
    Step build() {
        List<Place> operands = Stream.concat(inputs.stream(), outputs.stream()).toList();
        Nest outer = nest(operands, 0, kept, space == Space.MAP ? operands.size() - 1 : leader(operands));
        Nest inner = nest(operands, kept, sizes.length, -1);
        long[] offsets = operands.stream().mapToLong(Place::offset).toArray();
        Launch launch = space == Space.MAP
                ? Launch.map(outer.sizes(), offsets, outer.strides(), params)
                : new Launch(outer.sizes(), inner.sizes(), offsets, outer.strides(), inner.strides(), params);
        List<Operand> formal = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Access access = space == Space.INNER ? Access.ofRow(inner.strides()[i]) : outer.access(i);
            formal.add(new Operand(operands.get(i).dtype(), access));
        }
        KernelSpec spec = new KernelSpec(
                space,
                formal.subList(0, inputs.size()),
                dtypes,
                stages,
                rowWrites,
                formal.subList(inputs.size(), formal.size()));
        Storage[] storages = operands.stream().map(Place::storage).toArray(Storage[]::new);
        Executable executable = Executable.of(storages[0].device(), spec);
        return new Step(new Work.Kernel(executable, launch), List.of(storages), scalars, null);
    }

    private Nest nest(List<Place> operands, int from, int to, int leader) {
        long[][] strides = operands.stream()
                .map(place -> Arrays.copyOfRange(place.strides(), from, to))
                .toArray(long[][]::new);
        return Nest.of(Arrays.copyOfRange(sizes, from, to), strides, leader);
    }

    /** Sums whose last dim stays walk as the first operand lies that has all dims. */
    private int leader(List<Place> operands) {
        if (space == Space.INNER) {
            return -1;
        }
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).movesAlong(sizes)) {
                return i;
            }
        }
        return -1;
    }
}
