package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Operand;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of a loop over vectors: {@code loop} takes whole vectors, {@code tail} the rest with masked stores.
 *
 * <p>Both compute the same operations; {@code tail} reads past the last element, which {@link dev.vecgrad.spi.Kernel} allows, and writes
 * nothing there. See {@link VectorLanes} for folds.
 */
final class VectorLoop {
    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    static final MethodTypeDesc LOOP = MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int);
    static final MethodTypeDesc TAIL =
            MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int, ConstantDescs.CD_int);

    /** Operations up to which folds have a method for all that is gathered: for more, leaving the registers between methods does not count. */
    private static final int CHEAP = 12;

    private final LoopSpec spec;
    private final LoopBody body;
    private final VectorLanes lanes;
    private final boolean gathers;

    VectorLoop(LoopSpec spec, LoopBody body, ClassDesc self) {
        this.spec = spec;
        this.body = body;
        this.lanes = new VectorLanes(spec, body, self);
        this.gathers = gathersAtOnce(spec);
    }

    /** Adds the methods. */
    void addTo(ClassBuilder builder) {
        builder.withMethodBody("loop", LOOP, FLAGS, Touches.orElse(this::loop));
        builder.withMethodBody("tail", TAIL, FLAGS, Touches.orElse(this::tail));
        if (!spec.folds().isEmpty()) {
            lanes.addTo(builder);
        }
        if (gathers) {
            builder.withMethodBody("gather", LOOP, FLAGS, Touches.orElse(this::gather));
        }
    }

    /** {@return whether the loop of {@code spec} has a method that starts lanes, gathers a multiple of them and lets them meet} */
    static boolean gathersAtOnce(LoopSpec spec) {
        return !spec.down() && !spec.folds().isEmpty() && spec.ops() <= CHEAP;
    }

    /** Writes vectors(p, n) after p and n: what calls the methods. */
    void run(CodeBuilder code, ClassDesc self) {
        if (gathers) {
            gatherIfWhole(code, self);
        }
        VectorLanes.callIf(code, spec, self, LoopSpec.START, "start");
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(2).loadConstant(-Width.lanes(body.width())).iand().istore(whole);
        Label noLoop = code.newLabel();
        code.iload(whole).ifle(noLoop);
        code.aload(1).iload(whole).invokestatic(self, "loop", LOOP).labelBinding(noLoop);
        Label noTail = code.newLabel();
        code.iload(whole).iload(2).if_icmpge(noTail);
        code.aload(1).iload(whole).iload(2).invokestatic(self, "tail", TAIL).labelBinding(noTail);
        VectorLanes.callIf(code, spec, self, LoopSpec.MEET, "meet");
        code.return_();
    }

    /** Calls gather(p, n) and returns if all that is gathered is a multiple of the lanes. */
    private void gatherIfWhole(CodeBuilder code, ClassDesc self) {
        int lanes = LoopSpec.LANE_BYTES / body.width();
        Label no = code.newLabel();
        code.aload(1).loadConstant(spec.flagsIndex()).laload().l2i();
        code.loadConstant(LoopSpec.START | LoopSpec.MEET).if_icmpne(no);
        code.iload(2).loadConstant(lanes - 1).iand().ifne(no);
        code.aload(1).iload(2).invokestatic(self, "gather", LOOP).return_().labelBinding(no);
    }

    /** Writes touch(times). */
    void touch(CodeBuilder code, ClassDesc self) {
        Touches.repeat(code, self, touches -> {
            touches.call("loop", LOOP);
            touches.call("tail", TAIL);
            if (!spec.folds().isEmpty()) {
                touches.call("start", VectorLanes.ON_P);
                touches.call("meet", VectorLanes.ON_P);
            }
            if (gathers) {
                touches.call("gather", LOOP);
            }
        });
    }

    /** loop(p, n): n is a multiple of the lanes. */
    private void loop(CodeBuilder code) {
        Pass pass = new Pass(code);
        LaneLocals state = lanes.loadAll(pass);
        elements(pass, state);
        lanes.storeAll(pass, state, () -> code.iload(1));
        code.return_();
    }

    /** gather(p, n): n is a multiple of all lanes, which start at the identity and meet at the end. */
    private void gather(CodeBuilder code) {
        Pass pass = new Pass(code);
        LaneLocals state = lanes.identities(pass);
        elements(pass, state);
        lanes.meet(pass, state);
        code.return_();
    }

    /** The loop over n elements. */
    private void elements(Pass pass, LaneLocals state) {
        CodeBuilder code = pass.code;
        int i = pass.index;
        code.iconst_0().istore(i);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(i).iload(1).if_icmpge(end);
        pass.compute(state);
        pass.storeAll();
        lanes.advance(pass, state);
        code.iload(i).loadConstant(pass.vectors.lanes()).iadd().istore(i);
        code.goto_(top).labelBinding(end);
        state.known(pass.vectors);
    }

    /** tail(p, i, n): the elements from i to n, less than a vector. */
    private void tail(CodeBuilder code) {
        int n = 2;
        Pass pass = new Pass(code);
        code.iload(1).istore(pass.index);
        LaneLocals state = lanes.loadAt(pass, pass.index);
        pass.compute(state);
        Runnable count = () -> code.iload(n).iload(pass.index).isub();
        pass.storeFirst(count);
        lanes.storeFirst(pass, state, count);
        code.return_();
    }

    /** One writing of the body: its locals. */
    final class Pass {
        final CodeBuilder code;
        final VectorCode vectors;
        final VectorOps ops;
        final LoopFrame frame;
        final int index;
        private final Map<Integer, Integer> offsets = new HashMap<>();
        private int iota = -1;
        private int byteShifts = -1;

        Pass(CodeBuilder code) {
            this.code = code;
            this.vectors = new VectorCode(code, body.width());
            this.ops = new VectorOps(vectors);
            this.frame = new LoopFrame(code, spec, body);
            this.index = code.allocateLocal(TypeKind.INT);
            frame.begin();
            for (Expr e : body.broadcast()) {
                vectors.broadcast(e, () -> frame.scalars().push(e));
            }
            if (spec.usesIota()) {
                prepareIota();
            }
            if (loadsBytes() && vectors.lanes() < 8) {
                byteShifts = vectors.byteShifts();
            }
        }

        private boolean loadsBytes() {
            return body.moving().stream()
                    .anyMatch(e -> e instanceof Expr.Input && e.dtype().isBool());
        }

        /** The index of each lane's first element. */
        private void prepareIota() {
            vectors.pushIndex(DType.INT32, 1);
            frame.pushIota();
            code.invokevirtual(
                    Types.vector(DType.INT32),
                    "add",
                    MethodTypeDesc.of(Types.vector(DType.INT32), ConstantDescs.CD_int));
            iota = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(iota);
        }

        /** Computes all that moves, at element {@code index}. */
        void compute(LaneLocals state) {
            computeOffsets();
            state.bind(vectors);
            List<Expr> moving = body.moving();
            for (int at = 0; at < moving.size(); at++) {
                compute(moving.get(at));
                release(moving.get(at), at);
            }
        }

        private void compute(Expr e) {
            switch (e) {
                case Expr.Input in -> load(in);
                case Expr.Op op -> ops.compute(op);
                case Expr.Iota _ -> loadIota(e);
                case Expr.Acc _ -> {}
                case Expr.Literal _, Expr.Param _, Expr.Apply _ ->
                    throw new IllegalStateException("not in a loop: " + e);
            }
        }

        private void release(Expr e, int at) {
            for (Expr arg : e.args()) {
                if (!(arg instanceof Expr.Acc) && body.diesAt(arg, at)) {
                    vectors.release(arg);
                }
            }
        }

        private void load(Expr.Input in) {
            Operand operand = spec.inputs().get(in.index());
            int segment = frame.segment(in.index());
            Runnable offset = () -> pushOffset(operand.dtype());
            if (operand.dtype().isBool()) {
                vectors.loadMask(in, segment, offset, byteShifts);
            } else {
                vectors.load(operand.dtype(), segment, offset);
                vectors.store(in);
            }
        }

        private void loadIota(Expr e) {
            code.aload(iota).iload(index);
            code.invokevirtual(
                    Types.vector(DType.INT32),
                    "add",
                    MethodTypeDesc.of(Types.vector(DType.INT32), ConstantDescs.CD_int));
            vectors.store(e);
        }

        /** One long offset for each item size that moves. */
        private void computeOffsets() {
            for (Expr e : body.moving()) {
                if (e instanceof Expr.Input) {
                    computeOffset(Types.shift(e.dtype()));
                }
            }
            for (Expr write : spec.writes()) {
                computeOffset(Types.shift(write.dtype()));
            }
        }

        private void computeOffset(int shift) {
            if (!offsets.containsKey(shift)) {
                int local = code.allocateLocal(TypeKind.LONG);
                code.iload(index).i2l();
                frame.shift(shift);
                code.lstore(local);
                offsets.put(shift, local);
            }
        }

        private void pushOffset(DType dtype) {
            code.lload(java.util.Objects.requireNonNull(offsets.get(Types.shift(dtype))));
        }

        private void storeAll() {
            for (int w = 0; w < spec.writes().size(); w++) {
                Expr value = spec.writes().get(w);
                int segment = frame.segment(spec.outputIndex(w));
                if (value.dtype().isBool()) {
                    vectors.storeMaskBytes(value, segment, () -> pushOffset(value.dtype()));
                } else {
                    vectors.storeVector(value, segment, () -> pushOffset(value.dtype()));
                }
            }
        }

        private void storeFirst(Runnable count) {
            for (int w = 0; w < spec.writes().size(); w++) {
                Expr value = spec.writes().get(w);
                int segment = frame.segment(spec.outputIndex(w));
                if (value.dtype().isBool()) {
                    vectors.storeFirstMaskBytes(value, segment, () -> pushOffset(value.dtype()), count);
                } else {
                    vectors.storeFirst(value, segment, () -> pushOffset(value.dtype()), count);
                }
            }
        }
    }
}
