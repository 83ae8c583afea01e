package dev.vecgrad.graph;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of several stages, such as a softmax or an optimiser's update, written once in plain ops.
 *
 * <p>It is fused into few kernels when it is first called with operands of certain dtypes and a certain pattern of dims, whatever
 * their sizes; later calls reuse the plan. A call records one node, whose backward is such a function again.
 */
public final class LibraryFunction {
    /** The role of dims that stay. */
    public static final int KEPT = 0;

    /** The role of dims that are reduced together with the rows' elements, such as a batch over which a loss is averaged. */
    public static final int BATCH = 1;

    /** The role of dims that are gone along within a row, such as classes. */
    public static final int ROW = 2;

    /** What the function computes. */
    @FunctionalInterface
    public interface Body {
        /** Gives {@code f} its results. */
        void define(Definition f);
    }

    /** In which order the graph's dims stand, which decides in what order sums add. */
    public enum Order {
        /** As the tensors' dims: a reduction whose last dim stays is one of the outer dims. */
        LOGICAL,
        /** Kept dims, batch dims, row dims: every row is gone along as if its dims were last. */
        BY_ROLE
    }

    private record Entry(Signature signature, FusedFunction function, int results) {}

    private final String nodeName;
    private final Order order;
    private final Body body;
    private volatile Entry[] entries = {};

    /**
     * A function.
     *
     * @param nodeName the name of its node in the gradients' graph, as PyTorch calls it
     * @param order the order of its dims
     * @param body what it computes
     */
    public LibraryFunction(String nodeName, Order order, Body body) {
        this.nodeName = nodeName;
        this.order = order;
        this.body = body;
    }

    /** {@return the name of its node in the gradients' graph} */
    public String nodeName() {
        return nodeName;
    }

    /** Operands of a call as they stand to its dims. */
    public static final class Arguments {
        private final Value[] values;
        private final List<Alignment> alignments;
        private final long[] sizes;
        private final int[] roles;

        private Arguments(Value[] values, List<Alignment> alignments, long[] sizes, int[] roles) {
            this.values = values;
            this.alignments = alignments;
            this.sizes = sizes;
            this.roles = roles;
        }

        /**
         * {@return operands that broadcast to {@code sizes}}
         *
         * @param sizes the sizes of the call's dims
         * @param roles their roles
         */
        public static Arguments broadcast(long[] sizes, int[] roles, Value... values) {
            Alignment[] alignments = new Alignment[values.length];
            for (int i = 0; i < values.length; i++) {
                alignments[i] = Alignment.trailing(sizes.length, values[i].rank());
            }
            return new Arguments(values, List.of(alignments), sizes, roles);
        }

        /** {@return one operand whose marked dims are rows, the others kept} */
        public static Arguments rows(Value value, boolean[] rows) {
            int[] roles = new int[rows.length];
            for (int d = 0; d < roles.length; d++) {
                roles[d] = rows[d] ? ROW : KEPT;
            }
            return broadcast(value.shape().toArray(), roles, value);
        }

        /** {@return operands with alignments of their own} */
        public static Arguments aligned(long[] sizes, int[] roles, List<Alignment> alignments, Value... values) {
            return new Arguments(values, List.copyOf(alignments), sizes, roles);
        }

        /** The kind of dim {@code d}: an input has it if it has a dim there that is not broadcast. */
        private int kind(int d) {
            int presence = 0;
            for (int i = 0; i < values.length; i++) {
                int own = alignments.get(i).own(d);
                if (own != Alignment.NONE) {
                    presence |= has(values[i].shape().size(own), d) ? 1 << i : 0;
                }
            }
            return Signature.kind(presence, roles[d]);
        }

        private boolean has(long size, int d) {
            if (size != sizes[d] && size != 1) {
                throw new ShapeException("broadcast: The size of tensor a (" + size
                        + ") must match the size of tensor b (" + sizes[d] + ") at non-singleton dimension " + d
                        + ": sizes are equal or 1");
            }
            return size == sizes[d];
        }
    }

    /** {@return the results; a dim that is not kept and that a result lacks is left out unless {@code keepdim}} */
    public Value[] apply(Arguments args, boolean keepdim, Cell... cells) {
        int[] kinds = kinds(args);
        Entry entry =
                entry(Signature.of(distinct(kinds, args.roles), args.values, Recorder.isNeeded(args.values)), args);
        Frame frame = frame(entry, args, kinds, keepdim, cells);
        Value[] out = entry.function.apply(frame, args.values);
        return out.length == entry.results ? out : Arrays.copyOf(out, entry.results);
    }

    /** {@return the only result} */
    public Value applySingle(Arguments args, boolean keepdim, Cell... cells) {
        return apply(args, keepdim, cells)[0];
    }

    /**
     * Writes the results over values that all dims of the call have; not recorded.
     *
     * @param targets for each result where it goes; may be an operand, which then is read before it is written
     */
    public void applyInto(Value[] targets, Arguments args, Cell... cells) {
        int[] kinds = kinds(args);
        Entry entry = entry(Signature.of(distinct(kinds, args.roles), args.values, false), args);
        requireOneKernel(entry.function);
        entry.function.run(frame(entry, args, kinds, true, cells), args.values, targets);
        for (Value target : targets) {
            target.storage().bumpVersion();
        }
    }

    /** {@return the kernels of all plans made so far, forward and backward, as text} */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.function.listing());
        }
        return text.toString();
    }

    private void requireOneKernel(FusedFunction function) {
        if (function.plan().kernels().size() != 1) {
            throw new IllegalStateException(nodeName + ": only a function of one kernel can write over its operands");
        }
    }

    private static int[] kinds(Arguments args) {
        int[] kinds = new int[args.sizes.length];
        for (int d = 0; d < kinds.length; d++) {
            kinds[d] = args.kind(d);
        }
        return kinds;
    }

    /** The kinds, each once, in the order of the named dims: by the last dim of each kind, perhaps by role first. */
    private int[] distinct(int[] kinds, int[] roles) {
        int[] distinct = new int[kinds.length];
        int n = 0;
        for (int role = ROW; role >= KEPT; role--) {
            for (int d = kinds.length - 1; d >= 0; d--) {
                boolean wanted = order == Order.LOGICAL ? role == ROW : roles[d] == role;
                if (wanted && indexOf(distinct, n, kinds[d]) < 0) {
                    distinct[n++] = kinds[d];
                }
            }
        }
        int[] ordered = new int[n];
        for (int i = 0; i < n; i++) {
            ordered[i] = distinct[n - 1 - i];
        }
        return ordered;
    }

    private static int indexOf(int[] kinds, int n, int kind) {
        for (int i = 0; i < n; i++) {
            if (kinds[i] == kind) {
                return i;
            }
        }
        return -1;
    }

    private Entry entry(Signature signature, Arguments args) {
        Entry known = find(signature);
        return known != null ? known : add(signature, args);
    }

    private @Nullable Entry find(Signature signature) {
        for (Entry entry : entries) {
            if (entry.signature.equals(signature)) {
                return entry;
            }
        }
        return null;
    }

    private synchronized Entry add(Signature signature, Arguments args) {
        Entry known = find(signature);
        if (known != null) {
            return known;
        }
        Graph graph = new Graph();
        List<Term> inputs = signature.inputs(graph, args.values);
        Definition definition = new Definition(graph, inputs, signature.roles());
        body.define(definition);
        List<Output> outputs = signature.saving() ? definition.resultsAndSaved() : definition.results();
        Entry made = new Entry(
                signature,
                new FusedFunction(nodeName, inputs, outputs),
                definition.results().size());
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = made;
        entries = more;
        return made;
    }

    private Frame frame(Entry entry, Arguments args, int[] kinds, boolean keepdim, Cell[] cells) {
        int[] named = entry.signature.bits(kinds);
        Binding binding = new Binding(args.sizes, named);
        List<Alignment> outputs = new ArrayList<>();
        for (int j = 0; j < entry.function.outputs().size(); j++) {
            boolean whole = keepdim || j >= entry.results;
            outputs.add(alignment(
                    binding, args.roles, entry.function.outputs().get(j).dims(), whole));
        }
        return new Frame(binding, args.alignments, outputs, cells);
    }

    private static Alignment alignment(Binding binding, int[] roles, int dims, boolean keepdim) {
        int rank = roles.length;
        if (keepdim) {
            return Alignment.trailing(rank, rank);
        }
        int[] own = new int[rank];
        int n = 0;
        for (int d = 0; d < rank; d++) {
            own[d] = roles[d] == KEPT || binding.isIn(d, dims) ? n++ : Alignment.NONE;
        }
        return Alignment.of(own);
    }
}
