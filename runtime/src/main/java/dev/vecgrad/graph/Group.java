package dev.vecgrad.graph;

import dev.vecgrad.ir.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A kernel that is being put together: which reductions and results share one loop nest. */
final class Group {
    /** Reductions that differ only in the part they take of a combined one. */
    record Gather(Reduction kind, int removed, List<Term> args) {
        static Gather of(Term.Reduce reduce) {
            return new Gather(reduce.kind(), reduce.removed(), reduce.args());
        }
    }

    /** A gathering with the pass in which it is done. */
    record Gathered(Gather gather, int stage) {}

    /** A value to be stored; {@link #ROW}: once a row. */
    record Store(Term term, Slot slot, int dims, int stage) {}

    static final int ROW = -1;

    private final Space space;
    private final int kept;
    private final int reduced;
    private final List<Gathered> gathered = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();
    private final Set<Group> before = new HashSet<>();

    Group(Space space, int kept, int reduced) {
        this.space = space;
        this.kept = kept;
        this.reduced = reduced;
    }

    Space space() {
        return space;
    }

    int kept() {
        return kept;
    }

    int reduced() {
        return reduced;
    }

    /** {@return the dims of the elements it passes over} */
    int dims() {
        return kept | reduced;
    }

    List<Gathered> gathered() {
        return gathered;
    }

    List<Store> stores() {
        return stores;
    }

    /** {@return the pass in which {@code gather} is done here, -1 if it is not} */
    int stageOf(Gather gather) {
        for (Gathered g : gathered) {
            if (g.gather().equals(gather)) {
                return g.stage();
            }
        }
        return -1;
    }

    /** Notes that {@code other} must run earlier. */
    void after(Group other) {
        if (other != this) {
            before.add(other);
        }
    }

    /** {@return whether this must run earlier than {@code other}} */
    boolean precedes(Group other) {
        return other.before.contains(this) || other.before.stream().anyMatch(this::precedes);
    }

    /** {@return whether it makes a value for other kernels, and nothing else} */
    boolean isIntermediate() {
        return gathered.isEmpty() && stores.stream().allMatch(s -> s.slot().kind() == Slot.Kind.TEMP);
    }

    /** {@return the number of passes} */
    int stages() {
        int stages = 1;
        for (Gathered g : gathered) {
            stages = Math.max(stages, g.stage() + 1);
        }
        for (Store store : stores) {
            stages = Math.max(stages, store.stage() + 1);
        }
        return stages;
    }

    /** {@return what pass {@code stage} computes; {@link #ROW}: what is stored once a row} */
    List<Term> roots(int stage) {
        List<Term> roots = new ArrayList<>();
        for (Gathered g : gathered) {
            if (g.stage() == stage) {
                roots.addAll(g.gather().args());
            }
        }
        for (Store store : stores) {
            if (store.stage() == stage) {
                roots.add(store.term());
            }
        }
        return roots;
    }
}
