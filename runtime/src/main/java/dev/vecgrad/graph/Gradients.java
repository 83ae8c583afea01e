package dev.vecgrad.graph;

import java.util.Arrays;
import java.util.List;

/** The gradients of a {@link FusedFunction}: a function for each set of inputs that want one and of results that have one. */
final class Gradients {
    /**
     * A gradient function.
     *
     * @param function computes the gradients
     * @param sources what its arguments are
     * @param wanted which input each of its results belongs to
     */
    record Derived(FusedFunction function, List<Derivation.Source> sources, int[] wanted) {}

    private record Entry(long need, long have, Derived derived) {}

    private record Reads(long need, List<Derivation.Source> sources) {}

    private final FusedFunction forward;
    private volatile Entry[] entries = {};
    private volatile Reads[] reads = {};

    Gradients(FusedFunction forward) {
        this.forward = forward;
    }

    FusedFunction forward() {
        return forward;
    }

    /** {@return the kernels of all functions made so far as text} */
    String listing() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.derived.function.listing());
        }
        return text.toString();
    }

    /** {@return what any of the functions for {@code need} reads: what the one for all results does} */
    List<Derivation.Source> reads(long need) {
        for (Reads known : reads) {
            if (known.need == need) {
                return known.sources;
            }
        }
        return addReads(need);
    }

    private synchronized List<Derivation.Source> addReads(long need) {
        long have = 0;
        for (int j = 0; j < forward.outputs().size(); j++) {
            have |= forward.outputs().get(j).term().dtype().isFloatingPoint() ? 1L << j : 0;
        }
        Derivation derivation = Derivation.of(forward.inputs(), forward.outputs(), need, have);
        Reads[] more = Arrays.copyOf(reads, reads.length + 1);
        more[reads.length] = new Reads(need, derivation.sources());
        reads = more;
        return derivation.sources();
    }

    /**
     * {@return the function for these sets}
     *
     * @param need a bit for each input whose gradient is wanted
     * @param have a bit for each result whose gradient is given
     */
    Derived of(long need, long have) {
        for (Entry entry : entries) {
            if (entry.need == need && entry.have == have) {
                return entry.derived;
            }
        }
        return add(need, have);
    }

    private synchronized Derived add(long need, long have) {
        for (Entry entry : entries) {
            if (entry.need == need && entry.have == have) {
                return entry.derived;
            }
        }
        Derived derived = derive(need, have);
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = new Entry(need, have, derived);
        entries = more;
        return derived;
    }

    /** The forward function's graph grows by this, which is why it is done under a lock. */
    private Derived derive(long need, long have) {
        Derivation derivation = Derivation.of(forward.inputs(), forward.outputs(), need, have);
        String name = forward.nodeName().replaceFirst("Backward\\d*$", "") + "BackwardBackward0";
        FusedFunction function = new FusedFunction(name, derivation.inputs(), derivation.outputs());
        return new Derived(function, derivation.sources(), derivation.wanted());
    }
}
