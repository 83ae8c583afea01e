package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A reduction: what its two forms have in common. Reduced elements lie in blocks, whose totals meet in order. */
abstract class ReductionText extends KernelText {
    /** Where scratch memory holds values, each value of a block has so many bytes. */
    private static final int SCRATCH_BYTES = 8;

    /** How many accumulators the stages before have. */
    private int earlier;

    ReductionText(KernelSpec spec, Form form) {
        super(spec, form);
    }

    /** {@return into how many blocks a launch's reduced elements are divided} */
    static long blocks(KernelSpec spec, Launch launch) {
        return (launch.reducedNumel() - 1) / block(spec) + 1;
    }

    private static int block(KernelSpec spec) {
        return spec.space() == Space.INNER ? Accumulator.INNER_BLOCK : Accumulator.OUTER_BLOCK;
    }

    // ---- what the forms say

    /** Takes the reduced elements from {@code b} to before {@code end} into a block's values. */
    abstract void writeBlockLoop(Stage stage);

    /** {@return the names of what an accumulator has gathered in the block} */
    abstract List<String> blockValues(Accumulator accumulator, int a);

    /** {@return what stores a value of the block in scratch memory} */
    abstract String storing(DType dtype, int number, String value);

    /** {@return what reads a value of block {@code b} from scratch memory} */
    abstract String stored(DType dtype, int number);

    /** Stores what is stored once the totals are known. */
    abstract void writeRow();

    /** Begins the loop over blocks {@code b} whose values lie in scratch memory, within which {@link #stored} reads them. */
    void openBlocks() {
        code.open("for (int b = 0; b < blocks; b++)");
    }

    /** Ends it. */
    void closeBlocks() {
        code.close();
    }

    // ---- what they share

    /** Declares scratch memory and the number of blocks, where blocks are reduced apart; {@code reduced} is the number of elements. */
    void declareBlocks(String reduced) {
        if (form.phase() != Phase.WHOLE) {
            parameters.add("__global char *scratch", (to, run) -> to.buffer(scratchBuffer(run)));
            code.line("const int blocks = (" + reduced + " - 1) / " + block(spec) + " + 1;");
        }
    }

    private MemorySegment scratchBuffer(Parameters.Run run) {
        long values = run.launch().keptNumel() * blocks(spec, run.launch()) * scratchValues();
        return run.scratch().atLeast(values * SCRATCH_BYTES);
    }

    /** Goes through all blocks of a stage; {@code reduced} is the number of elements, totals are vectors of {@code width}. */
    void writeStage(Stage stage, String reduced, int width) {
        beginTotals(stage, width);
        code.open("for (int b = 0; b < " + reduced + "; b += " + block(spec) + ")");
        goThroughBlock(stage, reduced);
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            addBlock(accumulator, a, width, blockValues(accumulator, a));
        }
        code.close();
        endTotals(stage, width);
    }

    /** Goes through the block with number {@code block} and stores its values in scratch memory. */
    void writeBlock(String block, String reduced) {
        Stage stage = spec.stages().getFirst();
        code.line("const int b = " + block + " * " + block(spec) + ";");
        goThroughBlock(stage, reduced);
        int number = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> values = blockValues(accumulator, a);
            List<DType> dtypes = MergingText.of(accumulator).dtypes();
            for (int p = 0; p < values.size(); p++) {
                code.line(storing(dtypes.get(p), number++, values.get(p)) + ";");
            }
        }
    }

    private void goThroughBlock(Stage stage, String reduced) {
        code.line("const int end = b + min(" + reduced + " - b, " + block(spec) + ");");
        writeBlockLoop(stage);
    }

    /** Lets the values of all blocks meet that lie in scratch memory, and stores what is made of them. */
    void writeTotals(int width) {
        Stage stage = spec.stages().getFirst();
        beginTotals(stage, width);
        openBlocks();
        int number = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> block = new ArrayList<>();
            for (DType dtype : MergingText.of(accumulator).dtypes()) {
                block.add(code.define(CTypes.vector(dtype, width), stored(dtype, number++)));
            }
            addBlock(accumulator, a, width, block);
        }
        closeBlocks();
        endTotals(stage, width);
        writeRow();
    }

    /** Defines the values of a block, at first those of no element; an accumulator's are vectors of {@code width}. */
    void beginBlock(Stage stage, ToIntFunction<Accumulator> width) {
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            int lanes = width.applyAsInt(accumulator);
            MergingText merging = MergingText.of(accumulator);
            List<String> identities = merging.identities(lanes);
            for (int p = 0; p < merging.parts(); p++) {
                code.line(CTypes.vector(merging.dtypes().get(p), lanes) + " " + gathered(a, p) + " = "
                        + identities.get(p) + ";");
            }
        }
    }

    // ---- totals

    /** Defines the totals of a stage's accumulators, at first those of no element. */
    private void beginTotals(Stage stage, int width) {
        for (int a = 0; a < stage.accumulators().size(); a++) {
            MergingText totals = MergingText.ofTotals(stage.accumulators().get(a));
            List<String> identities = totals.identities(width);
            for (int p = 0; p < totals.parts(); p++) {
                code.line(CTypes.vector(totals.dtypes().get(p), width) + " " + total(a, p) + " = " + identities.get(p)
                        + ";");
            }
        }
    }

    /** {@return the number of a stage's accumulator among those of all stages} */
    int number(int accumulator) {
        return earlier + accumulator;
    }

    private String total(int accumulator, int part) {
        return "total" + number(accumulator) + "_" + part;
    }

    /** {@return the name of what an accumulator has gathered within a block} */
    static String gathered(int accumulator, int part) {
        return "c" + accumulator + "_" + part;
    }

    static List<String> names(int parts, IntFunction<String> name) {
        return IntStream.range(0, parts).mapToObj(name).toList();
    }

    /** Adds the total of a block, whose values have these names, to the totals. */
    private void addBlock(Accumulator accumulator, int a, int width, List<String> block) {
        MergingText within = MergingText.of(accumulator);
        MergingText totals = MergingText.ofTotals(accumulator);
        List<String> widened = new ArrayList<>();
        for (int p = 0; p < totals.parts(); p++) {
            widened.add(converted(within.dtypes().get(p), totals.dtypes().get(p), width, block.get(p)));
        }
        List<String> known = names(totals.parts(), p -> total(a, p));
        code.open("if (b == 0)");
        code.assign(known, widened);
        code.otherwise();
        code.assign(known, totals.write(code, width, known, widened));
        code.close();
    }

    /** Rounds a stage's totals to the accumulators' dtypes; what comes later sees them. */
    private void endTotals(Stage stage, int width) {
        for (int a = 0; a < stage.accumulators().size(); a++) {
            MergingText within = MergingText.of(stage.accumulators().get(a));
            MergingText totals = MergingText.ofTotals(stage.accumulators().get(a));
            for (int p = 0; p < within.parts(); p++) {
                DType to = within.dtypes().get(p);
                String rounded = converted(totals.dtypes().get(p), to, width, total(a, p));
                accumulated.put(List.of(number(a), p), code.define(CTypes.vector(to, width), rounded));
            }
        }
        earlier += stage.accumulators().size();
    }

    private static String converted(DType from, DType to, int width, String value) {
        return from == to ? value : "convert_" + CTypes.vector(to, width) + "(" + value + ")";
    }

    // ---- scratch memory

    /** {@return how many values a block has in scratch memory} */
    private int scratchValues() {
        return spec.stages().getFirst().accumulators().stream()
                .mapToInt(a -> a.values().size())
                .sum();
    }

    /** {@return a truth value lies there as an int} */
    static DType held(DType dtype) {
        return dtype == DType.BOOL ? DType.INT32 : dtype;
    }

    /** {@return a pointer to value {@code number} of all blocks, of which there are {@code count}} */
    static String scratch(DType dtype, int number, String count) {
        return "((__global " + CTypes.element(held(dtype)) + " *) (scratch + " + SCRATCH_BYTES + "L * " + number
                + " * (" + count + ")))";
    }
}
