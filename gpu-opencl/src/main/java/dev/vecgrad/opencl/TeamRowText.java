package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows for GPUs: a team of work items for each row, or each block of one, an item for each lane, so that neighbours read neighbouring elements.
 * Lanes meet in the memory of the group, in the order that the accumulators define; each item of the team computes the totals.
 *
 * <p>Barriers stand where all items of a group come by: what lies behind the last row goes through its blocks without an element.
 */
final class TeamRowText extends RowText {
    /** The items of a group, a whole number of teams. */
    static final int GROUP = 64;

    private static final int MOST_LANES = 16;

    private final int team;

    TeamRowText(KernelSpec spec, Form form) {
        super(spec, form);
        this.team = team(spec);
    }

    /** {@return whether all accumulators have the same number of lanes} */
    static boolean fits(KernelSpec spec) {
        return accumulators(spec).mapToInt(TeamRowText::lanes).distinct().count() <= 1;
    }

    /** {@return the items of a team: one for each lane} */
    static int team(KernelSpec spec) {
        return accumulators(spec).mapToInt(TeamRowText::lanes).findFirst().orElse(MOST_LANES);
    }

    private static Stream<Accumulator> accumulators(KernelSpec spec) {
        return spec.stages().stream().flatMap(stage -> stage.accumulators().stream());
    }

    private static int lanes(Accumulator accumulator) {
        return Accumulator.lanes(accumulator.dtype());
    }

    @Override
    String attributes() {
        return "__attribute__((reqd_work_group_size(" + GROUP + ", 1, 1))) ";
    }

    @Override
    void beginItem(String count) {
        declareMeeting();
        code.line("const int lane = get_local_id(0) % " + team + ", team = get_local_id(0) / " + team + ";");
        code.line("const long unit = get_global_id(0) / " + team + ";");
        code.line("const int inside = unit < " + count + ";");
        code.line("const long item = inside ? unit : " + count + " - 1;");
    }

    /** Declares the memory where lanes meet, a place for each item. */
    private void declareMeeting() {
        int number = 0;
        for (Accumulator accumulator : accumulators(spec).toList()) {
            for (DType dtype : MergingText.of(accumulator).dtypes()) {
                code.line("__local " + CTypes.scalar(dtype) + " " + meeting(number++) + "[" + GROUP + "];");
            }
        }
    }

    /** {@return the name of the memory for a value, numbered among those of all accumulators} */
    private static String meeting(int value) {
        return "meeting" + value;
    }

    private String meeting(int accumulator, int part) {
        int before = accumulators(spec)
                .limit(number(accumulator))
                .mapToInt(a -> a.values().size())
                .sum();
        return meeting(before + part);
    }

    // ---- a block

    /** Each item takes the elements of its lane. */
    @Override
    void writeBlockLoop(Stage stage) {
        beginBlock(stage, _ -> 1);
        code.line("const int last = inside ? end : b;");
        code.open("for (int e = b + lane; e < last; e += " + team + ")");
        writeElement(stage);
        code.close();
        if (!stage.accumulators().isEmpty()) {
            writeMeeting(stage);
        }
    }

    private void writeElement(Stage stage) {
        List<String> names = compute(roots(stage), 1, this::leaf);
        int next = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            int number = a;
            MergingText merging = MergingText.of(stage.accumulators().get(a));
            List<String> lane = names(merging.parts(), p -> gathered(number, p));
            code.assign(lane, merging.write(code, 1, lane, names.subList(next, next + merging.parts())));
            next += merging.parts();
        }
        for (Write write : stage.writes()) {
            operands.storeElement(code, write.output(), "e", names.get(next++));
        }
    }

    private String leaf(Expr leaf) {
        return leaf instanceof Expr.Input input
                ? code.define(CTypes.scalar(leaf.dtype()), operands.element(input.index(), "e"))
                : "e";
    }

    /** Puts the lanes where the whole team sees them, once nobody reads there what was before. */
    private void writeMeeting(Stage stage) {
        code.line("barrier(CLK_LOCAL_MEM_FENCE);");
        for (int a = 0; a < stage.accumulators().size(); a++) {
            int parts = stage.accumulators().get(a).values().size();
            for (int p = 0; p < parts; p++) {
                code.line(meeting(a, p) + "[get_local_id(0)] = " + gathered(a, p) + ";");
            }
        }
        code.line("barrier(CLK_LOCAL_MEM_FENCE);");
    }

    @Override
    List<String> blockValues(Accumulator accumulator, int a) {
        List<DType> dtypes = MergingText.of(accumulator).dtypes();
        return meet(accumulator, names(dtypes.size(), p -> lanes(dtypes.get(p), meeting(a, p))));
    }

    private String lanes(DType dtype, String memory) {
        return code.define(CTypes.vector(dtype, team), "vload" + team + "(team, " + memory + ")");
    }

    @Override
    String storing(DType dtype, int number, String value) {
        return "if (inside && lane == 0) " + super.storing(dtype, number, value);
    }

    // ---- totals

    /** An item reads a block's values, for as many blocks at a time as a team has items; then each item adds them in order. */
    @Override
    void openBlocks() {
        code.open("for (int first = 0; first < blocks; first += " + team + ")");
        code.line("barrier(CLK_LOCAL_MEM_FENCE);");
        code.open("if (first + lane < blocks)");
        code.line("const int b = first + lane;");
        int number = 0;
        for (Accumulator accumulator : spec.stages().getFirst().accumulators()) {
            for (DType dtype : MergingText.of(accumulator).dtypes()) {
                code.line(meeting(number) + "[get_local_id(0)] = " + super.stored(dtype, number++) + ";");
            }
        }
        code.close();
        code.line("barrier(CLK_LOCAL_MEM_FENCE);");
        code.open("for (int b = first; b < min(first + " + team + ", blocks); b++)");
    }

    @Override
    String stored(DType dtype, int number) {
        return meeting(number) + "[team * " + team + " + b - first]";
    }

    @Override
    void closeBlocks() {
        code.close();
        code.close();
    }

    @Override
    void writeRow() {
        if (spec.rowWrites().isEmpty()) {
            return;
        }
        code.open("if (inside && lane == 0)");
        super.writeRow();
        code.close();
    }
}
