package dev.vecgrad.core;

import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a program whose ops save nothing of what they made: what backward wants to read is computed anew.
 *
 * <p>The graph is the usual one; only its saved values are empty. The first that is read runs the function again, on the same inputs, with the
 * same random numbers and the same recording; the n-th value that was saved then stands for the n-th that was saved at first, and has its
 * history. A thread keeps what was recomputed for one stretch, and for those around it, until it needs another one or its gradient run ends; then
 * the memory is given back at once, unless somebody else may know it.
 */
public final class Recomputation {
    /**
     * A stretch that runs.
     *
     * @param saved what its ops have saved so far
     * @param outermost the scope of the outermost stretch around it, which frees what is made in all of them
     */
    record Region(List<SavedValue> saved, Scope outermost) {}

    private final UnaryOperator<Value[]> function;
    private final SavedValue[] inputs;
    private final List<Generator> generators;
    private final long[][] generatorStates;
    private final Tape.@Nullable Running tapes;
    private int savedCount;

    private Recomputation(UnaryOperator<Value[]> function, Value[] inputs, List<Generator> generators) {
        this.function = function;
        this.inputs = new SavedValue[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            this.inputs[i] = SavedValue.of(inputs[i]);
        }
        this.generators = List.copyOf(generators);
        this.generatorStates = states();
        this.tapes = ThreadState.current().tapes;
    }

    /**
     * {@return what the function makes of the inputs} What else it makes is given back at its end.
     *
     * @param function what is run now and again in backward; while ops are recorded
     * @param generators whose numbers it draws
     */
    public static Value[] run(UnaryOperator<Value[]> function, Value[] inputs, List<Generator> generators) {
        return new Recomputation(function, inputs, generators).forward(inputs);
    }

    private long[][] states() {
        return generators.stream().map(Generator::getState).toArray(long[][]::new);
    }

    private void setStates(long[][] states) {
        for (int i = 0; i < states.length; i++) {
            Generator _ = generators.get(i).setState(states[i]);
        }
    }

    private Value[] forward(Value[] given) {
        try (Scope made = Scope.open()) {
            Region region = region(made);
            Value[] outputs = inRegion(region, given);
            savedCount = region.saved.size();
            for (int i = 0; i < savedCount; i++) {
                region.saved.get(i).dropIfMadeIn(region.outermost, this, i);
            }
            for (Value output : outputs) {
                if (made.isOwnerOf(output.storage())) {
                    made.keep(output.storage());
                }
            }
            return outputs;
        }
    }

    private static Region region(Scope made) {
        Region outer = ThreadState.current().region;
        return new Region(new ArrayList<>(), outer == null ? made : outer.outermost);
    }

    private Value[] inRegion(Region region, Value[] given) {
        ThreadState state = ThreadState.current();
        Region outer = state.region;
        state.region = region;
        try {
            return function.apply(given);
        } finally {
            state.region = outer;
        }
    }

    /** {@return what was saved as number {@code index}, recomputed unless this thread has it still} */
    SavedValue recomputed(int index, Node reader) {
        ThreadState state = ThreadState.current();
        Result known = state.recomputed.of(this);
        Result result = known == null ? again(state, reader) : known;
        if (GradMode.isEnabled() || reader.isOpaque()) {
            result.isKnownToOthers = true;
        }
        return result.saved.get(index);
    }

    private Result again(ThreadState state, Node reader) {
        Value[] given = new Value[inputs.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = inputs[i].unpack(reader);
        }
        Set<Recomputation> around = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SavedValue input : inputs) {
            input.addRecomputations(around);
        }
        state.recomputed.keepOnly(around, state.runs);
        long[][] later = states();
        boolean recording = GradMode.set(true);
        Tape.Running tapesNow = state.tapes;
        state.tapes = tapes;
        setStates(generatorStates);
        try {
            return runAgain(state, given);
        } finally {
            setStates(later);
            state.tapes = tapesNow;
            boolean _ = GradMode.set(recording);
        }
    }

    private Result runAgain(ThreadState state, Value[] given) {
        List<SavedValue> saved;
        Set<Storage> storages = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Scope made = Scope.open()) {
            Region region = region(made);
            Value[] _ = inRegion(region, given);
            saved = region.saved;
            checkCount(saved.size());
            for (SavedValue value : saved) {
                Storage storage = value.storage();
                if (storage != null && made.isOwnerOf(storage)) {
                    storage.survive();
                    storages.add(storage);
                }
            }
        }
        Result result = new Result(this, saved, storages, state.runs);
        state.recomputed.add(result);
        return result;
    }

    private void checkCount(int count) {
        if (count != savedCount) {
            throw new AutogradException(
                    "checkpoint: A different number of tensors was saved during the original forward and"
                            + " recomputation. Number of tensors saved during forward: " + savedCount
                            + ". Number of tensors saved during recomputation: " + count
                            + ": the function must do the same each time");
        }
    }

    /** Adds this stretch and those that it needs to be recomputed. */
    void addTo(Set<Recomputation> all) {
        if (all.add(this)) {
            for (SavedValue input : inputs) {
                input.addRecomputations(all);
            }
        }
    }

    /** Tells the memory of what it needs to be recomputed. */
    void forEachStorage(Consumer<Storage> action) {
        for (SavedValue input : inputs) {
            input.forEachStorage(action);
        }
    }

    /** What one run made again. */
    static final class Result {
        private final Recomputation of;
        private final List<SavedValue> saved;
        private final Set<Storage> storages;
        private final int run;
        private boolean isKnownToOthers;

        private Result(Recomputation of, List<SavedValue> saved, Set<Storage> storages, int run) {
            this.of = of;
            this.saved = saved;
            this.storages = storages;
            this.run = run;
        }

        private void giveBack() {
            if (!isKnownToOthers) {
                storages.forEach(Storage::release);
            }
        }
    }

    /** What a thread has recomputed and may read still. */
    static final class Results {
        private final List<Result> all = new ArrayList<>();

        private @Nullable Result of(Recomputation stretch) {
            for (Result result : all) {
                if (result.of == stretch) {
                    return result;
                }
            }
            return null;
        }

        private void add(Result result) {
            all.add(result);
        }

        /** Gives back what gradient runs from number {@code run} on made, but for some. */
        private void keepOnly(Set<Recomputation> kept, int run) {
            all.removeIf(result -> {
                boolean goes = result.run >= run && !kept.contains(result.of);
                if (goes) {
                    result.giveBack();
                }
                return goes;
            });
        }

        /** Gives back what the gradient run with this number made. */
        void endOf(int run) {
            if (!all.isEmpty()) {
                keepOnly(Set.of(), run);
            }
        }

        /** {@return whether a storage will be given back} */
        boolean own(Storage storage) {
            for (Result result : all) {
                if (result.storages.contains(storage)) {
                    return true;
                }
            }
            return false;
        }
    }
}
