package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * The methods of a loop over scalars: what runs until the loop over vectors is fast, and what no vector instruction serves (integer division,
 * remainders). Operands are copied to arrays, a chunk at a time.
 */
final class ScalarLoop {
    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;

    /** Elements of a chunk; a multiple of the lanes. */
    private static final int CHUNK = 1024;

    private static final MethodTypeDesc ON_CHUNK =
            MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final LoopSpec spec;
    private final LoopBody body;

    ScalarLoop(LoopSpec spec, LoopBody body) {
        this.spec = spec;
        this.body = body;
    }

    /** Adds the methods. */
    void addTo(ClassBuilder builder) {
        if (spec.down()) {
            builder.withMethodBody("down", VectorLoop.LOOP, FLAGS, code -> new Pass(code).down());
            return;
        }
        builder.withMethodBody("chunk", ON_CHUNK, FLAGS, code -> new Pass(code).chunk());
        if (!spec.folds().isEmpty()) {
            ScalarLanes lanes = new ScalarLanes(spec);
            builder.withMethodBody("startScalars", VectorLanes.ON_P, FLAGS, lanes::start);
            builder.withMethodBody("meetScalars", VectorLanes.ON_P, FLAGS, lanes::meet);
        }
    }

    /** Writes scalars(p, n) after p and n: what calls the methods. */
    void run(CodeBuilder code, ClassDesc self) {
        if (spec.down()) {
            code.aload(1).iload(2).invokestatic(self, "down", VectorLoop.LOOP).return_();
            return;
        }
        VectorLanes.callIf(code, spec, self, LoopSpec.START, "startScalars");
        int from = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(from);
        code.labelBinding(top).iload(from).iload(2).if_icmpge(end);
        code.aload(1).iload(from);
        code.iload(2).iload(from).isub().loadConstant(CHUNK);
        code.invokestatic(
                ClassDesc.of("java.lang.Math"),
                "min",
                MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
        code.invokestatic(self, "chunk", ON_CHUNK);
        code.iload(from).loadConstant(CHUNK).iadd().istore(from).goto_(top).labelBinding(end);
        VectorLanes.callIf(code, spec, self, LoopSpec.MEET, "meetScalars");
        code.return_();
    }

    /** One method: its locals. */
    private final class Pass {
        private final CodeBuilder code;
        private final LoopFrame frame;
        private final ScalarArrays arrays;
        private final int[] inputs = new int[spec.inputs().size()];
        private final int index;
        private final int iota;

        Pass(CodeBuilder code) {
            this.code = code;
            this.frame = new LoopFrame(code, spec, body);
            this.arrays = new ScalarArrays(code);
            this.index = code.allocateLocal(TypeKind.INT);
            this.iota = code.allocateLocal(TypeKind.INT);
        }

        /** chunk(p, from, n): the elements from {@code from} on, n of them. */
        void chunk() {
            frame.computeStill();
            if (spec.usesIota()) {
                frame.pushIota();
                code.iload(1).iadd().istore(iota);
            }
            readInputs(this::pushAddress, () -> code.iload(2));
            int[] outputs = new int[spec.writes().size()];
            for (int w = 0; w < outputs.length; w++) {
                outputs[w] = arrays.make(spec.writes().get(w).dtype(), () -> code.iload(2));
            }
            List<DType> lanes = spec.laneTypes();
            int[] accumulators = new int[lanes.size()];
            for (int part = 0; part < accumulators.length; part++) {
                int at = part;
                accumulators[part] = arrays.read(
                        lanes.get(part),
                        () -> frame.pushArgument(spec.laneIndex(at)),
                        () -> code.loadConstant(ScalarLanes.count(lanes.get(at))));
            }
            arrays.count(index, () -> code.iload(2), () -> {
                compute(
                        accumulators,
                        part -> () -> code.iload(index)
                                .loadConstant(ScalarLanes.count(lanes.get(part)) - 1)
                                .iand());
                for (int w = 0; w < outputs.length; w++) {
                    arrays.store(spec.writes().get(w), outputs[w], () -> code.iload(index), frame.scalars());
                }
            });
            for (int w = 0; w < outputs.length; w++) {
                DType dtype = spec.writes().get(w).dtype();
                int at = spec.outputIndex(w);
                arrays.write(dtype, outputs[w], () -> pushAddress(at, dtype));
            }
            writeAccumulators(accumulators);
            code.return_();
        }

        /** down(p, n): n columns of a block of rows. */
        void down() {
            frame.computeStill();
            int[] accumulators = new int[spec.parts()];
            int part = 0;
            for (Fold fold : spec.folds()) {
                for (Expr identity : fold.identity()) {
                    accumulators[part++] =
                            arrays.fill(identity.dtype(), () -> frame.scalars().push(identity), () -> code.iload(1));
                }
            }
            int row = code.allocateLocal(TypeKind.INT);
            arrays.count(row, () -> frame.pushArgument(spec.rowsIndex()).l2i(), () -> {
                readInputs((i, _) -> pushRow(i, row), () -> code.iload(1));
                arrays.count(index, () -> code.iload(1), () -> compute(accumulators, _ -> () -> code.iload(index)));
            });
            writeAccumulators(accumulators);
            code.return_();
        }

        private void pushAddress(int at, DType dtype) {
            frame.pushArgument(at);
            code.iload(1).i2l();
            frame.shift(Types.shift(dtype));
            code.ladd();
        }

        private void pushRow(int input, int row) {
            frame.pushArgument(input);
            frame.pushArgument(spec.stepIndex(input));
            code.iload(row).i2l().lmul().ladd();
        }

        private void readInputs(java.util.function.BiConsumer<Integer, DType> address, Runnable count) {
            for (Expr e : body.moving()) {
                if (e instanceof Expr.Input in) {
                    inputs[in.index()] = arrays.read(in.dtype(), () -> address.accept(in.index(), in.dtype()), count);
                }
            }
        }

        /** Computes an element; its accumulators are where {@code at} says for each part. */
        private void compute(int[] accumulators, java.util.function.IntFunction<Runnable> at) {
            ScalarCode scalars = frame.scalars();
            for (Expr e : body.moving()) {
                switch (e) {
                    case Expr.Input in -> arrays.load(e, inputs[in.index()], () -> code.iload(index), scalars);
                    case Expr.Op op -> scalars.compute(op);
                    case Expr.Iota _ -> {
                        code.iload(iota).iload(index).iadd();
                        scalars.store(e);
                    }
                    case Expr.Acc acc -> {
                        int part = spec.part(acc);
                        arrays.load(e, accumulators[part], at.apply(part), scalars);
                    }
                    case Expr.Literal _, Expr.Param _, Expr.Apply _ ->
                        throw new IllegalStateException("not in a loop: " + e);
                }
            }
            for (int part = 0; part < accumulators.length; part++) {
                Expr next = body.roots().get(spec.writes().size() + part);
                arrays.store(next, accumulators[part], at.apply(part), scalars);
            }
        }

        private void writeAccumulators(int[] accumulators) {
            for (int part = 0; part < accumulators.length; part++) {
                int at = spec.laneIndex(part);
                arrays.write(spec.laneTypes().get(part), accumulators[part], () -> frame.pushArgument(at));
            }
        }
    }
}
