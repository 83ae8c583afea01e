package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
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

/**
 * The methods of a loop that goes down rows: accumulators stay in registers for a block of rows, where a loop along a row would load and
 * store them for each row. Cheap bodies take some vectors abreast, so that additions do not wait for each other.
 */
final class DownLoop {
    /** Vectors abreast. */
    static final int ABREAST = 4;

    /** Operations up to which vectors go abreast. */
    private static final int CHEAP = 8;

    private static final MethodTypeDesc COLUMNS =
            MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int);

    private final LoopSpec spec;
    private final LoopBody body;
    private final int lanes;
    private final boolean cheap;

    DownLoop(LoopSpec spec, LoopBody body) {
        this.spec = spec;
        this.body = body;
        this.lanes = Width.lanes(body.width());
        this.cheap = spec.ops() <= CHEAP;
    }

    /** Adds the methods, each of which takes columns from j on. */
    void addTo(ClassBuilder builder) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
        if (cheap) {
            builder.withMethodBody("abreast", COLUMNS, flags, Touches.orElse(code -> new Pass(code, ABREAST).write()));
        }
        builder.withMethodBody("single", COLUMNS, flags, Touches.orElse(code -> new Pass(code, 1).write()));
    }

    /** Writes vectors(p, n) after p and n. */
    void run(CodeBuilder code, ClassDesc self) {
        int j = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(j);
        if (cheap) {
            repeat(code, self, "abreast", j, ABREAST * lanes, ABREAST * lanes);
        }
        repeat(code, self, "single", j, lanes, 1);
        code.return_();
    }

    /** Writes touch(times). */
    void touch(CodeBuilder code, ClassDesc self) {
        Touches.repeat(code, self, touches -> {
            if (cheap) {
                touches.call("abreast", COLUMNS);
            }
            touches.call("single", COLUMNS);
        });
    }

    /** Calls a method while at least {@code least} columns are left. */
    private static void repeat(CodeBuilder code, ClassDesc self, String method, int j, int step, int least) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(2).iload(j).isub().loadConstant(least).if_icmplt(end);
        code.aload(1).iload(j).invokestatic(self, method, COLUMNS);
        code.iload(j).loadConstant(step).iadd().istore(j);
        code.goto_(top).labelBinding(end);
    }

    /** One method: its locals. */
    private final class Pass {
        private final CodeBuilder code;
        private final VectorCode vectors;
        private final VectorOps ops;
        private final LoopFrame frame;
        private final int abreast;
        private final int memory;
        private final int[] addresses = new int[spec.inputs().size()];
        private final int[][] accumulators = new int[spec.parts()][];
        private int byteShifts = -1;

        Pass(CodeBuilder code, int abreast) {
            this.code = code;
            this.abreast = abreast;
            this.vectors = new VectorCode(code, body.width());
            this.ops = new VectorOps(vectors);
            this.frame = new LoopFrame(code, spec, body);
            this.memory = code.allocateLocal(TypeKind.REFERENCE);
        }

        void write() {
            code.getstatic(Types.MEMORY, "ALL", Types.SEGMENT).astore(memory);
            frame.computeStill();
            for (Expr e : body.broadcast()) {
                vectors.broadcast(e, () -> frame.scalars().push(e));
            }
            placeInputs();
            startAccumulators();
            rows();
            store();
            code.return_();
        }

        private void placeInputs() {
            for (Expr e : body.moving()) {
                if (e instanceof Expr.Input in) {
                    addresses[in.index()] = code.allocateLocal(TypeKind.LONG);
                    pushColumn(in.index(), in.dtype());
                    code.lstore(addresses[in.index()]);
                    if (in.dtype().isBool() && lanes < 8 && byteShifts < 0) {
                        byteShifts = vectors.byteShifts();
                    }
                }
            }
        }

        /** Pushes the address of column j of argument {@code index}. */
        private void pushColumn(int index, DType dtype) {
            frame.pushArgument(index);
            code.iload(1).i2l();
            frame.shift(Types.shift(dtype));
            code.ladd();
        }

        private void startAccumulators() {
            int part = 0;
            for (Fold fold : spec.folds()) {
                for (Expr identity : fold.identity()) {
                    accumulators[part] = new int[abreast];
                    for (int v = 0; v < abreast; v++) {
                        accumulators[part][v] = vectors.filled(
                                identity.dtype(), () -> frame.scalars().push(identity));
                    }
                    part++;
                }
            }
        }

        private void rows() {
            int left = code.allocateLocal(TypeKind.INT);
            frame.pushArgument(spec.rowsIndex());
            code.l2i().istore(left);
            Label top = code.newLabel();
            Label end = code.newLabel();
            code.labelBinding(top).iload(left).ifle(end);
            for (int v = 0; v < abreast; v++) {
                take(v);
            }
            for (Expr e : body.moving()) {
                if (e instanceof Expr.Input in) {
                    code.lload(addresses[in.index()]);
                    frame.pushArgument(spec.stepIndex(in.index()));
                    code.ladd().lstore(addresses[in.index()]);
                }
            }
            code.iinc(left, -1).goto_(top).labelBinding(end);
        }

        /** Takes vector {@code v} of the row into its accumulators. */
        private void take(int v) {
            int part = 0;
            for (int f = 0; f < spec.folds().size(); f++) {
                for (int k = 0; k < spec.folds().get(f).parts(); k++) {
                    DType dtype = spec.folds().get(f).dtypes().get(k);
                    vectors.known(dtype, accumulators[part][v]);
                    vectors.bind(Expr.acc(f, k, dtype), accumulators[part++][v]);
                }
            }
            for (Expr e : body.moving()) {
                switch (e) {
                    case Expr.Input in -> load(in, v);
                    case Expr.Op op -> ops.compute(op);
                    case Expr.Acc _ -> {}
                    case Expr.Iota _, Expr.Literal _, Expr.Param _, Expr.Apply _ ->
                        throw new IllegalStateException("not in a loop down rows: " + e);
                }
            }
            body.roots().forEach(vectors::push);
            for (int last = body.roots().size() - 1; last >= 0; last--) {
                code.astore(accumulators[last][v]);
            }
            body.moving().stream().filter(e -> !(e instanceof Expr.Acc)).forEach(vectors::release);
        }

        private void load(Expr.Input in, int v) {
            long ahead = (long) v * lanes * in.dtype().itemSize();
            Runnable offset =
                    () -> code.lload(addresses[in.index()]).loadConstant(ahead).ladd();
            if (in.dtype().isBool()) {
                vectors.loadMask(in, memory, offset, byteShifts);
            } else {
                vectors.load(in.dtype(), memory, offset);
                vectors.store(in);
            }
        }

        private void store() {
            int part = 0;
            for (Fold fold : spec.folds()) {
                for (DType dtype : fold.dtypes()) {
                    for (int v = 0; v < abreast; v++) {
                        int index = spec.laneIndex(part);
                        long ahead = (long) v * Width.BYTES;
                        vectors.known(dtype, accumulators[part][v]);
                        code.aload(accumulators[part][v]);
                        vectors.storeVector(dtype, memory, () -> {
                            pushColumn(index, dtype);
                            code.loadConstant(ahead).ladd();
                        });
                    }
                    part++;
                }
            }
        }
    }
}
