package dev.vecgrad.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link KernelSpec} element by element, in the order that its meaning is defined by. A map is a kernel whose rows
 * have one element.
 */
final class KernelInterpreter {
    private final KernelSpec spec;
    private final Launch launch;
    private final List<Interpreter.Elements> operands;
    private final List<StageProgram> stages = new ArrayList<>();
    private final Program rowProgram;
    private final List<long[]> accumulated = new ArrayList<>();
    private final long[] position;
    private long iota;

    /** One run of {@code spec}; operands are inputs first, then outputs. */
    KernelInterpreter(KernelSpec spec, Launch launch, List<Interpreter.Elements> operands) {
        this.spec = spec;
        this.launch = launch;
        this.operands = operands;
        this.position = new long[operands.size()];
        spec.stages().forEach(stage -> stages.add(new StageProgram(stage, spec.space())));
        this.rowProgram = new Program(values(spec.rowWrites()));
    }

    private static List<Expr> values(List<Write> writes) {
        return writes.stream().map(Write::value).toList();
    }

    /** Runs all rows. */
    void run() {
        long rows = launch.keptNumel();
        for (long row = 0; row < rows; row++) {
            accumulated.clear();
            for (StageProgram stage : stages) {
                runStage(stage, row);
            }
            moveTo(row, 0);
            rowProgram.run(this::leaf);
            store(spec.rowWrites(), rowProgram, 0);
        }
    }

    private void runStage(StageProgram stage, long row) {
        stage.folds.forEach(Fold::restart);
        long elements = launch.reducedNumel();
        for (long r = 0; r < elements; r++) {
            moveTo(row, r);
            stage.program.run(this::leaf);
            stage.fold();
            store(stage.writes, stage.program, stage.firstWrite);
        }
        stage.folds.forEach(fold -> accumulated.add(fold.result()));
    }

    private void store(List<Write> writes, Program program, int firstRoot) {
        for (int i = 0; i < writes.size(); i++) {
            int operand = spec.inputs().size() + writes.get(i).output();
            operands.get(operand).set(position[operand], program.value(firstRoot + i));
        }
    }

    private void moveTo(long row, long r) {
        iota = spec.space() == Space.MAP ? row : r;
        for (int i = 0; i < position.length; i++) {
            position[i] = distance(row, launch.kept(), launch.keptStrides()[i])
                    + distance(r, launch.reduced(), launch.reducedStrides()[i]);
        }
    }

    /** The distance of the element with a row-major index. */
    private static long distance(long index, long[] sizes, long[] strides) {
        long distance = 0;
        long rest = index;
        for (int d = sizes.length - 1; d > 0 && rest > 0; d--) {
            distance += rest % sizes[d] * strides[d];
            rest /= sizes[d];
        }
        return rest == 0 ? distance : distance + rest * strides[0];
    }

    private long leaf(Expr leaf) {
        return switch (leaf) {
            case Expr.Input in -> operands.get(in.index()).get(position[in.index()]);
            case Expr.Param p -> launch.params()[p.index()];
            case Expr.Iota _ -> iota;
            case Expr.Acc a -> accumulated.get(a.index())[a.part()];
            case Expr.Literal _, Expr.Op _, Expr.Apply _ -> throw new IllegalArgumentException("no leaf: " + leaf);
        };
    }

    /** A stage with its steps: the accumulators' values first, then what is written. */
    private static final class StageProgram {
        private final List<Fold> folds;
        private final List<Write> writes;
        private final Program program;
        private final int firstWrite;

        StageProgram(Stage stage, Space space) {
            List<Accumulator> accumulators = stage.accumulators();
            this.folds = accumulators.stream().map(a -> Fold.of(a, space)).toList();
            this.writes = stage.writes();
            List<Expr> roots = new ArrayList<>();
            accumulators.forEach(a -> roots.addAll(a.values()));
            this.firstWrite = roots.size();
            roots.addAll(values(writes));
            this.program = new Program(roots);
        }

        void fold() {
            int root = 0;
            for (Fold fold : folds) {
                long[] values = new long[fold.parts()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = program.value(root++);
                }
                fold.take(values);
            }
        }
    }
}
