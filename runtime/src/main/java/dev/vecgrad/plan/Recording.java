package dev.vecgrad.plan;

import dev.vecgrad.exec.Check;
import dev.vecgrad.exec.Effect;
import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Trace;
import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.CompileException;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.UserLine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a function did while it was traced. */
public final class Recording implements Trace {
    private final List<Step> steps = new ArrayList<>();
    private final List<Effect> prologue = new ArrayList<>();
    private final List<BooleanSupplier> guards = new ArrayList<>();
    private final Deque<Runnable> undos = new ArrayDeque<>();
    private final Set<Object> guarded = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> changed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** An empty recording. */
    public Recording() {}

    @Override
    public void kernel(Executable executable, Launch launch, Storage[] storages, @Nullable Supplier<long[]> params) {
        List<Step.Scalars> scalars = params == null ? List.of() : List.of(new Step.Scalars(0, live(params)));
        steps.add(new Step(new Work.Kernel(executable, launch), List.of(storages), scalars, null));
    }

    @Override
    public void call(
            Device device,
            Call call,
            @Nullable Supplier<? extends Call> renewed,
            List<Region> operands,
            Storage[] storages) {
        Work work = new Work.Called(device, call, List.copyOf(operands));
        Live<Call> live = renewed == null ? null : live(renewed);
        steps.add(new Step(work, List.of(storages), List.of(), live));
    }

    private <T> Live<T> live(Supplier<? extends T> source) {
        Live<T> live = new Live<>(source);
        prologue.add(live);
        return live;
    }

    @Override
    public void product(MatrixProduct product, Storage[] storages) {
        steps.add(Step.of(new Work.Multiplication(storages[0].device(), product), storages));
    }

    @Override
    public void bytes(Storage target, long byteOffset, MemorySegment source) {
        MemorySegment copy = MemorySegment.ofArray(source.toArray(ValueLayout.JAVA_BYTE));
        steps.add(Step.of(new Work.Bytes(target.device(), byteOffset, copy), target));
    }

    @Override
    public void check(Check check, List<Region> operands, Storage[] storages) {
        steps.add(Step.of(new Work.Tested(storages[0].device(), check, List.copyOf(operands)), storages));
    }

    @Override
    public void guard(Object state, BooleanSupplier condition) {
        if (!changed.contains(state)) {
            guards.add(condition);
        }
    }

    @Override
    public void guardOnce(Object state, BooleanSupplier condition) {
        if (guarded.add(state)) {
            guards.add(condition);
        }
    }

    @Override
    public void effect(Object state, Effect effect, Runnable undo) {
        changed.add(state);
        prologue.add(effect);
        undos.push(undo);
    }

    @Override
    public RuntimeException valueAsked() {
        return new CompileException(
                "compile: a value was asked for at " + UserLine.here()
                        + ": inside a compiled function tensors have no values yet, so item(), toArray(), printing and branching on a"
                        + " value are not possible there: return the tensor and ask for its value outside, or choose with where()");
    }

    /** Takes all changes of Java state back, the latest first. */
    public void undo() {
        while (!undos.isEmpty()) {
            undos.pop().run();
        }
    }

    List<Step> steps() {
        return steps;
    }

    List<Effect> prologue() {
        return prologue;
    }

    List<BooleanSupplier> guards() {
        return guards;
    }
}
