package dev.vecgrad.graph;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import java.util.Arrays;
import java.util.List;

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

    /** Patterns of dims that are remembered; beyond, they are begun anew. */
    private static final int MOST_PATTERNS = 64;

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

    /** A plan: the function of all calls with one signature. */
    private record Entry(Signature signature, FusedFunction function, int results) {}

    /**
     * What calls with one pattern of dims share besides their plan.
     *
     * @param kinds the kind of each of the call's dims
     * @param dtypes of the operands
     * @param saving whether gradients will be wanted
     * @param keepdim whether dims that are gone along stay with size 1
     * @param bits for each of the call's dims the bit of its named dim
     * @param outputs how results are aligned
     */
    private record Pattern(
            int[] kinds, long dtypes, boolean saving, boolean keepdim, Entry entry, int[] bits, Alignment[] outputs) {
        boolean fits(int[] callKinds, long callDtypes, boolean callSaving, boolean callKeepdim) {
            return dtypes == callDtypes
                    && saving == callSaving
                    && keepdim == callKeepdim
                    && Arrays.equals(kinds, callKinds);
        }
    }

    private final String nodeName;
    private final Order order;
    private final Body body;
    private volatile Entry[] entries = {};
    private volatile Pattern[] patterns = {};

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

    /** {@return the results; a dim that is not kept and that a result lacks is left out unless {@code keepdim}} */
    public Value[] apply(Arguments args, boolean keepdim, Cell... cells) {
        Value[] in = args.values();
        Pattern pattern = pattern(args, Recorder.isNeeded(in), keepdim);
        Value[] out = pattern.entry.function.apply(frame(pattern, args, cells), in);
        return out.length == pattern.entry.results ? out : Arrays.copyOf(out, pattern.entry.results);
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
        Pattern pattern = pattern(args, false, true);
        requireOneKernel(pattern.entry.function);
        pattern.entry.function.run(frame(pattern, args, cells), args.values(), targets);
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

    private static Frame frame(Pattern pattern, Arguments args, Cell[] cells) {
        return new Frame(new Binding(args.sizes(), pattern.bits), args.alignments(), pattern.outputs, cells);
    }

    private Pattern pattern(Arguments args, boolean saving, boolean keepdim) {
        int[] kinds = args.kinds();
        long dtypes = args.dtypes();
        for (Pattern pattern : patterns) {
            if (pattern.fits(kinds, dtypes, saving, keepdim)) {
                return pattern;
            }
        }
        return addPattern(args, kinds, saving, keepdim);
    }

    private synchronized Pattern addPattern(Arguments args, int[] kinds, boolean saving, boolean keepdim) {
        Entry entry = entry(new Signature(distinct(kinds, args.roles()), args.dtypes(), saving), args);
        int[] bits = entry.signature.bits(kinds);
        Binding binding = new Binding(args.sizes(), bits);
        Alignment[] outputs = new Alignment[entry.function.outputs().size()];
        for (int j = 0; j < outputs.length; j++) {
            int dims = entry.function.outputs().get(j).dims();
            outputs[j] = alignment(binding, args, dims, keepdim || j >= entry.results);
        }
        Pattern made = new Pattern(kinds, args.dtypes(), saving, keepdim, entry, bits, outputs);
        Pattern[] known = patterns.length < MOST_PATTERNS ? patterns : new Pattern[0];
        Pattern[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = made;
        patterns = more;
        return made;
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
        for (Entry entry : entries) {
            if (entry.signature.equals(signature)) {
                return entry;
            }
        }
        return addEntry(signature, args);
    }

    private Entry addEntry(Signature signature, Arguments args) {
        Graph graph = new Graph();
        List<Term> inputs = signature.inputs(graph, args.values());
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

    private static Alignment alignment(Binding binding, Arguments args, int dims, boolean keepdim) {
        int[] roles = args.roles();
        int[] shown = args.shown();
        int rank = roles.length;
        if (keepdim) {
            return Alignment.trailing(rank, rank);
        }
        int[] own = new int[rank];
        int n = 0;
        int last = Alignment.NONE;
        for (int d = 0; d < rank; d++) {
            boolean has = roles[d] == KEPT || binding.isIn(d, dims);
            n += has && shown[d] != last ? 1 : 0;
            own[d] = has ? n - 1 : Alignment.NONE;
            last = has ? shown[d] : last;
        }
        return Alignment.of(own);
    }
}
