package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/** What folds add to a loop over scalars: lanes set to the identity, and the tree in which they meet. */
final class ScalarLanes {
    private final LoopSpec spec;

    ScalarLanes(LoopSpec spec) {
        this.spec = spec;
    }

    /** {@return how many lanes there are of {@code dtype}} */
    static int count(DType dtype) {
        return LoopSpec.LANE_BYTES / dtype.itemSize();
    }

    /** startScalars(p). */
    void start(CodeBuilder code) {
        ScalarArrays arrays = new ScalarArrays(code);
        ScalarCode scalars = new ScalarCode(code);
        int part = 0;
        for (Fold fold : spec.folds()) {
            for (Expr identity : fold.identity()) {
                DType dtype = identity.dtype();
                int lanes = arrays.fill(dtype, () -> scalars.push(identity), () -> code.loadConstant(count(dtype)));
                int index = spec.laneIndex(part++);
                arrays.write(dtype, lanes, () -> pushArgument(code, index));
            }
        }
        code.return_();
    }

    /** meetScalars(p): while w > 0, lane l meets lane l + w for all l below w; then w is halved. */
    void meet(CodeBuilder code) {
        int first = 0;
        for (Fold fold : spec.folds()) {
            new Meeting(code, fold, first).write();
            first += fold.parts();
        }
        code.return_();
    }

    private static void pushArgument(CodeBuilder code, int index) {
        code.aload(0).loadConstant(index).laload();
    }

    /** The tree of one fold. */
    private final class Meeting {
        private final CodeBuilder code;
        private final Fold fold;
        private final int first;
        private final ScalarArrays arrays;
        private final ScalarCode scalars;
        private final int[] lanes;
        private final int width;
        private final int lane;

        Meeting(CodeBuilder code, Fold fold, int first) {
            this.code = code;
            this.fold = fold;
            this.first = first;
            this.arrays = new ScalarArrays(code);
            this.scalars = new ScalarCode(code);
            this.lanes = new int[fold.parts()];
            this.width = code.allocateLocal(TypeKind.INT);
            this.lane = code.allocateLocal(TypeKind.INT);
        }

        void write() {
            for (int k = 0; k < lanes.length; k++) {
                DType dtype = fold.dtypes().get(k);
                int index = spec.laneIndex(first + k);
                lanes[k] = arrays.read(dtype, () -> pushArgument(code, index), () -> code.loadConstant(count(dtype)));
            }
            Label top = code.newLabel();
            Label end = code.newLabel();
            code.loadConstant(count(fold.dtypes().getFirst()) / 2).istore(width);
            code.labelBinding(top).iload(width).ifle(end);
            arrays.count(lane, () -> code.iload(width), this::merge);
            code.iload(width).iconst_1().ishr().istore(width).goto_(top).labelBinding(end);
            for (int k = 0; k < lanes.length; k++) {
                int index = spec.laneIndex(first + k);
                arrays.write(fold.dtypes().get(k), lanes[k], () -> pushArgument(code, index));
            }
        }

        private void merge() {
            for (Expr e : Exprs.topological(fold.merge())) {
                if (e instanceof Expr.Input in) {
                    load(in);
                } else if (e instanceof Expr.Op op) {
                    scalars.compute(op);
                }
            }
            for (int k = 0; k < lanes.length; k++) {
                arrays.store(fold.merge().get(k), lanes[k], () -> code.iload(lane), scalars);
            }
        }

        private void load(Expr.Input in) {
            boolean left = in.index() < lanes.length;
            int array = lanes[left ? in.index() : in.index() - lanes.length];
            arrays.load(
                    in,
                    array,
                    () -> {
                        code.iload(lane);
                        if (!left) {
                            code.iload(width).iadd();
                        }
                    },
                    scalars);
        }
    }
}
