package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * What every method of a loop begins with: segments over the operands, made of the addresses in {@code p}, and the values
 * that are the same for all elements.
 */
final class LoopFrame {
    private static final MethodTypeDesc OF_ADDRESS = MethodTypeDesc.of(Types.SEGMENT, ConstantDescs.CD_long);
    private static final MethodTypeDesc REINTERPRET = MethodTypeDesc.of(Types.SEGMENT, ConstantDescs.CD_long);

    private final CodeBuilder code;
    private final LoopSpec spec;
    private final LoopBody body;
    private final ScalarCode scalars;
    private final int[] segments;
    private final int arguments;

    /** The frame of a method whose first parameter is {@code p}. */
    LoopFrame(CodeBuilder code, LoopSpec spec, LoopBody body) {
        this(code, spec, body, 0);
    }

    /** The frame of a method with {@code p} in local {@code arguments}. */
    LoopFrame(CodeBuilder code, LoopSpec spec, LoopBody body, int arguments) {
        this.code = code;
        this.arguments = arguments;
        this.spec = spec;
        this.body = body;
        this.scalars = new ScalarCode(code);
        this.segments = new int[spec.arguments()];
    }

    /** {@return the code that computes scalars} */
    ScalarCode scalars() {
        return scalars;
    }

    /** {@return the local with the segment of argument {@code index} of p} */
    int segment(int index) {
        return segments[index];
    }

    /** Makes the segments of what moves, and computes what stays. */
    void begin() {
        for (int i = 0; i < spec.inputs().size(); i++) {
            if (spec.inputs().get(i).access() != Access.ZERO) {
                openSegment(i);
            }
        }
        for (int w = 0; w < spec.writes().size(); w++) {
            openSegment(spec.outputIndex(w));
        }
        computeStill();
    }

    /** Computes what stays. */
    void computeStill() {
        for (Expr e : body.still()) {
            switch (e) {
                case Expr.Input in -> loadCell(in.index(), in);
                case Expr.Op op -> scalars.compute(op);
                case Expr.Literal _ -> {}
                case Expr.Iota _, Expr.Acc _, Expr.Param _, Expr.Apply _ ->
                    throw new IllegalStateException("no loop-invariant leaf: " + e);
            }
        }
    }

    /** Makes the segments of the lanes. */
    void openLanes() {
        for (int part = 0; part < spec.parts(); part++) {
            openSegment(spec.laneIndex(part));
        }
    }

    /** Pushes the index of the first element. */
    void pushIota() {
        loadCell(spec.iotaIndex(), DType.INT32);
    }

    /*
     * As long as a segment can be: then the compiler knows by the type of an index that it lies inside, and checks nothing. For as many bytes as
     * there are elements it has to take the loop apart for the check, which it does or leaves by the profile that it happens to have.
     */
    private void openSegment(int index) {
        pushArgument(index);
        code.invokestatic(Types.SEGMENT, "ofAddress", OF_ADDRESS, true);
        code.loadConstant(Long.MAX_VALUE);
        code.invokeinterface(Types.SEGMENT, "reinterpret", REINTERPRET);
        segments[index] = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(segments[index]);
    }

    /** Shifts the long on the stack left. */
    void shift(int count) {
        if (count != 0) {
            code.loadConstant(count);
            code.lshl();
        }
    }

    /** Takes the value at the address that is argument {@code index} as that of {@code e}. */
    void loadCell(int index, Expr e) {
        loadCell(index, e.dtype());
        scalars.store(e);
    }

    private void loadCell(int index, DType dtype) {
        scalars.load(dtype, this::pushMemory, () -> pushArgument(index));
    }

    /** Writes the value of {@code e} to the address that is argument {@code index}. */
    void storeCell(int index, Expr e) {
        scalars.storeAt(e, this::pushMemory, () -> pushArgument(index));
    }

    private void pushMemory() {
        code.getstatic(Types.MEMORY, "ALL", Types.SEGMENT);
    }

    /** Pushes argument {@code index}. {@return the code} */
    CodeBuilder pushArgument(int index) {
        return code.aload(arguments).loadConstant(index).laload();
    }
}
