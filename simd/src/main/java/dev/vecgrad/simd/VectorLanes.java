package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.simd.machine.Width;
import dev.vecgrad.type.DType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/*
 * The number of lanes is fixed by the meaning of sums (16, or 8 of 8 bytes: 64 bytes), the vector's width is the machine's: 64 bytes
 * are 1, 2 or 4 vectors, the groups. Between calls the lanes lie in memory, group after group. In the loop the groups are
 * locals that rotate: each step merges into the first local and moves it to the end, so that one writing of the body serves all
 * widths. After k steps local j holds group (k + j) mod groups.
 *
 * The tree: while its width w is at least a vector, whole groups meet; below that a vector meets itself, shifted down by w lanes;
 * lanes from w on hold rubbish from then on, which no later step reads into a lane below.
 */
/** What folds add to a vector loop: lanes in vectors, from call to call in memory. */
final class VectorLanes {
    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    static final MethodTypeDesc ON_P = MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS);

    private final LoopSpec spec;
    private final LoopBody body;
    private final ClassDesc self;
    private final int groups = LoopSpec.LANE_BYTES / Width.BYTES;

    VectorLanes(LoopSpec spec, LoopBody body, ClassDesc self) {
        this.spec = spec;
        this.body = body;
        this.self = self;
    }

    /** Adds start(p), meet(p) and the shuffles. */
    void addTo(ClassBuilder builder) {
        for (DType dtype : laneTypes()) {
            for (int w = lanes() / 2; w > 0; w /= 2) {
                builder.withField(shuffle(dtype, w), Types.SHUFFLE, FLAGS | ClassFile.ACC_FINAL);
            }
        }
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::makeShuffles);
        builder.withMethodBody("start", ON_P, FLAGS, Touches.orElse(this::start));
        builder.withMethodBody("meet", ON_P, FLAGS, Touches.orElse(this::meet));
    }

    /** Calls a method on p if the flag is set. */
    static void callIf(CodeBuilder code, LoopSpec spec, ClassDesc self, int flag, String method) {
        if (spec.folds().isEmpty()) {
            return;
        }
        Label no = code.newLabel();
        code.aload(1).loadConstant(spec.flagsIndex()).laload().l2i();
        code.loadConstant(flag).iand().ifeq(no);
        code.aload(1).invokestatic(self, method, ON_P).labelBinding(no);
    }

    private int lanes() {
        return Width.lanes(body.width());
    }

    private static String shuffle(DType dtype, int w) {
        return dtype.name() + "_DOWN_" + w;
    }

    private Set<DType> laneTypes() {
        Set<DType> dtypes = EnumSet.noneOf(DType.class);
        spec.folds().forEach(f -> dtypes.addAll(f.dtypes()));
        return dtypes;
    }

    private void makeShuffles(CodeBuilder code) {
        for (DType dtype : laneTypes()) {
            for (int w = lanes() / 2; w > 0; w /= 2) {
                makeShuffle(code, dtype, w);
            }
        }
        code.return_();
    }

    private void makeShuffle(CodeBuilder code, DType dtype, int w) {
        new VectorCode(code, body.width()).species(dtype);
        code.loadConstant(w).iconst_1().iconst_1();
        code.invokestatic(
                Types.SHUFFLE,
                "iota",
                MethodTypeDesc.of(
                        Types.SHUFFLE,
                        Types.SPECIES,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_boolean));
        code.putstatic(self, shuffle(dtype, w), Types.SHUFFLE);
    }

    // ---- within loop and tail

    /** Loads all groups into locals. */
    LaneLocals loadAll(VectorLoop.Pass pass) {
        List<int[]> locals = new ArrayList<>();
        if (!spec.folds().isEmpty()) {
            pass.frame.openLanes();
        }
        for (int part = 0; part < spec.parts(); part++) {
            int[] vectors = new int[groups];
            for (int g = 0; g < groups; g++) {
                vectors[g] = load(pass, part, constant(pass.code, (long) g * Width.BYTES));
            }
            locals.add(vectors);
        }
        return new LaneLocals(partLeaves(), locals);
    }

    /** Sets all groups to the identity, in locals. */
    LaneLocals identities(VectorLoop.Pass pass) {
        pass.frame.openLanes();
        List<int[]> locals = new ArrayList<>();
        for (Fold fold : spec.folds()) {
            for (Expr identity : fold.identity()) {
                locals.add(identities(pass, identity));
            }
        }
        return new LaneLocals(partLeaves(), locals);
    }

    private int[] identities(VectorLoop.Pass pass, Expr identity) {
        int[] vectors = new int[groups];
        Arrays.setAll(
                vectors,
                _ -> pass.vectors.filled(
                        identity.dtype(), () -> pass.frame.scalars().push(identity)));
        return vectors;
    }

    /** Loads the group of the element whose number is in local {@code i}. */
    LaneLocals loadAt(VectorLoop.Pass pass, int i) {
        List<int[]> locals = new ArrayList<>();
        if (!spec.folds().isEmpty()) {
            pass.frame.openLanes();
        }
        for (int part = 0; part < spec.parts(); part++) {
            locals.add(new int[] {load(pass, part, () -> pushGroup(pass.code, () -> pass.code.iload(i), 0))});
        }
        return new LaneLocals(partLeaves(), locals);
    }

    private int load(VectorLoop.Pass pass, int part, Runnable offset) {
        pass.vectors.load(dtype(part), pass.frame.segment(spec.laneIndex(part)), offset);
        int local = pass.code.allocateLocal(TypeKind.REFERENCE);
        pass.code.astore(local);
        return local;
    }

    private static Runnable constant(CodeBuilder code, long value) {
        return () -> code.loadConstant(value);
    }

    /** Makes what the body computed the first group's lanes, and rotates. */
    void advance(VectorLoop.Pass pass, LaneLocals state) {
        CodeBuilder code = pass.code;
        for (int part = 0; part < spec.parts(); part++) {
            pass.vectors.push(next(part));
        }
        for (int part = 0; part < spec.parts(); part++) {
            int[] locals = state.locals().get(part);
            for (int g = 1; g < groups; g++) {
                code.aload(locals[g]).astore(locals[g - 1]);
            }
        }
        for (int part = spec.parts() - 1; part >= 0; part--) {
            code.astore(state.locals().get(part)[groups - 1]);
        }
    }

    /** Stores all groups after as many elements as {@code elements} pushes. */
    void storeAll(VectorLoop.Pass pass, LaneLocals state, Runnable elements) {
        for (int part = 0; part < spec.parts(); part++) {
            for (int g = 0; g < groups; g++) {
                int group = g;
                pass.code.aload(state.locals().get(part)[g]);
                pass.vectors.storeVector(
                        dtype(part),
                        pass.frame.segment(spec.laneIndex(part)),
                        () -> pushGroup(pass.code, elements, group));
            }
        }
    }

    /** Stores the tail's group: the first {@code count} lanes as the body computed them, the others as they were. */
    void storeFirst(VectorLoop.Pass pass, LaneLocals state, Runnable count) {
        for (int part = 0; part < spec.parts(); part++) {
            DType dtype = dtype(part);
            pass.code.aload(state.locals().get(part)[0]);
            pass.vectors.push(next(part));
            pass.vectors.firstLanes(dtype, count);
            pass.code.invokevirtual(
                    Types.vector(dtype), "blend", MethodTypeDesc.of(Types.vector(dtype), Types.VECTOR, Types.MASK));
            pass.vectors.storeVector(
                    dtype,
                    pass.frame.segment(spec.laneIndex(part)),
                    () -> pushGroup(pass.code, () -> pass.code.iload(pass.index), 0));
        }
    }

    /** Pushes the byte offset of the group that is {@code ahead} groups after that of element number {@code elements}. */
    private void pushGroup(CodeBuilder code, Runnable elements, int ahead) {
        if (groups == 1) {
            code.lconst_0();
            return;
        }
        elements.run();
        code.loadConstant(Integer.numberOfTrailingZeros(lanes())).iushr();
        code.loadConstant(ahead).iadd().loadConstant(groups - 1).iand();
        code.loadConstant(Integer.numberOfTrailingZeros(Width.BYTES)).ishl().i2l();
    }

    // ---- start and meet

    private void start(CodeBuilder code) {
        VectorCode vectors = new VectorCode(code, body.width());
        LoopFrame frame = new LoopFrame(code, spec, body);
        frame.openLanes();
        int part = 0;
        for (Fold fold : spec.folds()) {
            for (Expr identity : fold.identity()) {
                int segment = frame.segment(spec.laneIndex(part++));
                vectors.broadcast(identity, () -> frame.scalars().push(identity));
                for (int g = 0; g < groups; g++) {
                    vectors.storeVector(identity, segment, constant(code, (long) g * Width.BYTES));
                }
            }
        }
        code.return_();
    }

    private void meet(CodeBuilder code) {
        LoopFrame frame = new LoopFrame(code, spec, body);
        frame.openLanes();
        meet(code, frame, Meeting::write);
        code.return_();
    }

    /** Lets the lanes in locals meet, after a multiple of all lanes, and stores what they come to. */
    void meet(VectorLoop.Pass pass, LaneLocals state) {
        meet(pass.code, pass.frame, meeting -> meeting.write(state));
    }

    private void meet(CodeBuilder code, LoopFrame frame, Consumer<Meeting> write) {
        int part = 0;
        for (Fold fold : spec.folds()) {
            write.accept(new Meeting(code, frame, fold, part));
            part += fold.parts();
        }
    }

    /** The tree of one fold. */
    private final class Meeting {
        private final CodeBuilder code;
        private final LoopFrame frame;
        private final Fold fold;
        private final int firstPart;
        private final int[][] lanes;

        Meeting(CodeBuilder code, LoopFrame frame, Fold fold, int firstPart) {
            this.code = code;
            this.frame = frame;
            this.fold = fold;
            this.firstPart = firstPart;
            this.lanes = new int[groups][fold.parts()];
        }

        /** Of lanes in memory. */
        void write() {
            VectorCode vectors = new VectorCode(code, body.width());
            for (int g = 0; g < groups; g++) {
                for (int k = 0; k < fold.parts(); k++) {
                    vectors.load(fold.dtypes().get(k), segment(k), constant(code, (long) g * Width.BYTES));
                    lanes[g][k] = code.allocateLocal(TypeKind.REFERENCE);
                    code.astore(lanes[g][k]);
                }
            }
            meet();
        }

        /** Of lanes in locals. */
        void write(LaneLocals state) {
            for (int g = 0; g < groups; g++) {
                for (int k = 0; k < fold.parts(); k++) {
                    lanes[g][k] = state.locals().get(firstPart + k)[g];
                }
            }
            meet();
        }

        private void meet() {
            VectorCode vectors = new VectorCode(code, body.width());
            for (int g = groups / 2; g > 0; g /= 2) {
                for (int i = 0; i < g; i++) {
                    merge(lanes[i], lanes[i + g]);
                }
            }
            for (int w = lanes() / 2; w > 0; w /= 2) {
                merge(lanes[0], shifted(w));
            }
            for (int k = 0; k < fold.parts(); k++) {
                code.aload(lanes[0][k]);
                vectors.storeVector(fold.dtypes().get(k), segment(k), code::lconst_0);
            }
        }

        private int segment(int k) {
            return frame.segment(spec.laneIndex(firstPart + k));
        }

        private int[] shifted(int w) {
            int[] shifted = new int[fold.parts()];
            for (int k = 0; k < shifted.length; k++) {
                DType dtype = fold.dtypes().get(k);
                code.aload(lanes[0][k]).getstatic(self, shuffle(dtype, w), Types.SHUFFLE);
                code.invokevirtual(
                        Types.vector(dtype), "rearrange", MethodTypeDesc.of(Types.vector(dtype), Types.SHUFFLE));
                shifted[k] = code.allocateLocal(TypeKind.REFERENCE);
                code.astore(shifted[k]);
            }
            return shifted;
        }

        private void merge(int[] left, int[] right) {
            VectorCode vectors = new VectorCode(code, body.width());
            VectorOps ops = new VectorOps(vectors);
            for (Expr e : Exprs.topological(fold.merge())) {
                switch (e) {
                    case Expr.Input in ->
                        vectors.bind(in, in.index() < left.length ? left[in.index()] : right[in.index() - left.length]);
                    case Expr.Literal _ ->
                        vectors.broadcast(e, () -> frame.scalars().push(e));
                    case Expr.Op op -> ops.compute(op);
                    case Expr.Iota _, Expr.Acc _, Expr.Param _, Expr.Apply _ ->
                        throw new IllegalStateException("not in a merge: " + e);
                }
            }
            fold.merge().forEach(vectors::push);
            for (int k = left.length - 1; k >= 0; k--) {
                code.astore(left[k]);
            }
        }
    }

    // ---- the parts of all folds, numbered through

    private List<Expr> partLeaves() {
        List<Expr> leaves = new ArrayList<>();
        for (int f = 0; f < spec.folds().size(); f++) {
            List<DType> dtypes = spec.folds().get(f).dtypes();
            for (int k = 0; k < dtypes.size(); k++) {
                leaves.add(Expr.acc(f, k, dtypes.get(k)));
            }
        }
        return leaves;
    }

    private DType dtype(int part) {
        return partLeaves().get(part).dtype();
    }

    private Expr next(int part) {
        return body.roots().get(spec.writes().size() + part);
    }

    /** {@return whether a vector loop can hold the lanes of {@code fold}} */
    static boolean serves(Fold fold) {
        int width = Accumulator.lanes(fold.dtypes().getFirst()) == 8 ? 8 : 4;
        return Exprs.topological(fold.merge()).stream()
                .filter(e -> e instanceof Expr.Op)
                .map(e -> (Expr.Op) e)
                .allMatch(op ->
                        !Vectorizable.changesWidth(op) && Vectorizable.meet(Vectorizable.width(op), width) == width);
    }
}
