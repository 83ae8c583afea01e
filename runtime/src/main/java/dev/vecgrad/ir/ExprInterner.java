package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table that makes equal expressions one object. It holds them weakly. */
final class ExprInterner {
    /**
     * What tells two nodes apart. Arguments are interned already, so their list compares by identity.
     *
     * @param kind the leaf's kind, the primitive or the function
     * @param dtype the node's dtype
     * @param value a leaf's index or bits
     * @param args the arguments
     */
    record Key(Object kind, DType dtype, long value, List<Expr> args) {
        /* Written out, as the methods that a record gets are slow until they are compiled. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && value == that.value
                    && dtype == that.dtype
                    && kind.equals(that.kind)
                    && args.equals(that.args);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * kind.hashCode() + dtype.hashCode()) + Long.hashCode(value)) + args.hashCode();
        }
    }

    private static final class Entry extends WeakReference<Expr> {
        private final Key key;

        Entry(Key key, Expr expr, ReferenceQueue<Expr> queue) {
            super(expr, queue);
            this.key = key;
        }
    }

    private static final Map<Key, Entry> TABLE = new HashMap<>();
    private static final ReferenceQueue<Expr> DEAD = new ReferenceQueue<>();

    private ExprInterner() {}

    /** {@return the one expression for {@code key}, made by {@code maker} if there is none yet} */
    static Expr intern(Key key, Supplier<Expr> maker) {
        synchronized (TABLE) {
            sweep();
            Entry entry = TABLE.get(key);
            Expr known = entry == null ? null : entry.get();
            return known != null ? known : put(key, maker.get());
        }
    }

    private static Expr put(Key key, Expr made) {
        TABLE.put(key, new Entry(key, made, DEAD));
        return made;
    }

    private static void sweep() {
        for (@Nullable Reference<? extends Expr> dead = DEAD.poll(); dead != null; dead = DEAD.poll()) {
            Entry entry = (Entry) dead;
            TABLE.remove(entry.key, entry);
        }
    }
}
