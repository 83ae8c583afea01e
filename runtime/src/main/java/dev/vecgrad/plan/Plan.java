package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.exec.WorkList;
import dev.vecgrad.memory.Storage;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A recording made ready to be repeated. A call allocates its results, and nothing else; a call that fails changes nothing. Calls from
 * several threads come one after the other.
 */
public final class Plan {
    private static final List<Pass> PASSES = List.of(
            new DeadSteps(),
            new CopyRemoval(),
            new MapFusion(MapFusion.Meeting.RESULT),
            new MapFusion(MapFusion.Meeting.OPERAND),
            new RowFusion(),
            new DeadOutputs(),
            new DeadSteps(),
            new RowReuse(),
            new Epilogues(),
            new ColumnsBehindRows(),
            new WritesLast());

    private final List<Step> recorded;
    private final List<Step> steps;
    private final Effects effects;
    private final List<BooleanSupplier> guards;
    private final MemoryPlan memoryPlan;
    private final Memories memories;
    private final WorkList work;
    private final Renewal renewal;
    private final Journal journal;
    private final Preparation preparation;

    private Plan(Recording recording, List<Step> steps, Roles roles) {
        this.recorded = List.copyOf(recording.steps());
        this.steps = steps;
        this.guards = List.copyOf(recording.guards());
        this.memoryPlan = MemoryPlan.of(steps, roles);
        this.memories = new Memories(steps, memoryPlan, roles);
        this.effects = new Effects(recording.prologue(), memories::real);
        this.work = memories.workList(steps);
        this.renewal = new Renewal(steps, work);
        this.journal = new Journal(steps, memories);
        this.preparation = Preparation.of(steps);
    }

    /**
     * {@return the plan of a recording}
     *
     * @param arguments symbols that stand for other storages at each call
     * @param results storages whose contents a call returns
     */
    public static Plan of(Recording recording, List<Storage> arguments, List<Storage> results) {
        Roles roles = Roles.of(recording, arguments, results);
        List<Step> steps = recording.steps().stream().map(Plan::withOwnScalars).toList();
        for (Pass pass : PASSES) {
            steps = pass.apply(steps, roles);
        }
        return new Plan(recording, List.copyOf(steps), roles);
    }

    /** Scalars are written over at each call, so they must be no others'. */
    private static Step withOwnScalars(Step step) {
        if (!(step.work() instanceof Work.Kernel(var executable, var launch)) || launch.params().length == 0) {
            return step;
        }
        return new Step(
                new Work.Kernel(executable, launch.withParams(launch.params().clone())),
                step.operands(),
                step.scalars(),
                step.call());
    }

    /** {@return whether all that was taken for granted holds now} */
    public boolean fits() {
        for (BooleanSupplier guard : guards) {
            if (!guard.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the storages of this call's results, in order}
     *
     * @param arguments storages in the order of those of the recording
     * @param shifts for each how much further on it is used than that of the recording, in bytes
     */
    public synchronized Storage[] run(Storage[] arguments, long[] shifts) {
        try {
            Storage[] results = memories.begin(arguments, shifts);
            effects.happen();
            renewal.renew();
            preparation.before(() -> journal.run(() -> work.run(memories.storages(), memories.shifts())));
            memories.countWrites();
            effects.settle();
            return results;
        } catch (RuntimeException | Error e) {
            effects.undo();
            throw e;
        } finally {
            memories.end();
        }
    }

    /** {@return the storages that exist before any call it touches; arguments are none of them} */
    public List<Storage> captured() {
        return memories.captured();
    }

    /** {@return whether a call writes a storage of the recording} */
    public boolean writes(Storage storage) {
        return memories.isWritten(storage);
    }

    /** {@return the steps that a call does} */
    public int steps() {
        return steps.size();
    }

    /** {@return the bytes for intermediates, reserved once} */
    public long intermediateBytes() {
        return memoryPlan.bytes();
    }

    /** {@return what a call does as a graph in the DOT language} */
    public String toDot() {
        return PlanDot.of(steps);
    }

    /** {@return what was taken down, what a call does instead, and where things lie} */
    public String explain() {
        return PlanText.of(recorded, steps, memoryPlan);
    }
}
