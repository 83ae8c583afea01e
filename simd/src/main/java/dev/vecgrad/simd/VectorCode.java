package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.simd.machine.Width;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes nodes as vector code: each value in a local, locals used again when their value is dead. A bool is a mask of the
 * element type it came from; it is cast where another one is asked for. Values of 4 bytes in lanes of 8 are vectors of half the size.
 */
final class VectorCode {
    private final CodeBuilder code;
    private final int width;
    private final Map<Expr, Integer> locals = new HashMap<>();
    private final Map<Expr, DType> maskTypes = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /** Code for lanes of {@code width} bytes. */
    VectorCode(CodeBuilder code, int width) {
        this.code = code;
        this.width = width;
    }

    /** {@return the integer dtype of a lane} */
    DType laneInt() {
        return width == 8 ? DType.INT64 : DType.INT32;
    }

    /** {@return the lanes of a vector} */
    int lanes() {
        return Width.lanes(width);
    }

    // ---- values in locals

    /** Pushes the vector or mask of {@code e}. */
    void push(Expr e) {
        code.aload(Objects.requireNonNull(locals.get(e)));
    }

    /** Pushes bool {@code e} as a mask for vectors of {@code element}. */
    void pushMask(Expr e, DType element) {
        push(e);
        castMask(Objects.requireNonNull(maskTypes.get(e)), element);
    }

    /** Takes the vector on the stack as the value of {@code e}. */
    void store(Expr e) {
        Integer known = free.poll();
        int local = known != null ? known : code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        locals.put(e, local);
    }

    /** Takes the mask on the stack, of vectors of {@code element}, as the value of {@code e}. */
    void storeMask(Expr e, DType element) {
        store(e);
        maskTypes.put(e, element);
    }

    /** Lets {@code e} live in {@code local}, which the caller owns. */
    void bind(Expr e, int local) {
        locals.put(e, local);
    }

    /** Gives back the local of a dead value. */
    void release(Expr e) {
        Integer local = locals.remove(e);
        if (local != null) {
            free.push(local);
        }
    }

    // ---- constants

    /** Pushes the species of {@code dtype}: a vector of as many elements as there are lanes, so half a one where items are half as wide. */
    void species(DType dtype) {
        code.getstatic(Types.vector(dtype), "SPECIES_" + 8 * dtype.itemSize() * lanes(), Types.SPECIES);
    }

    /** Pushes the species of as many bytes as a vector has lanes. */
    private void byteSpecies() {
        code.getstatic(Types.BYTE_VECTOR, "SPECIES_" + 8 * lanes(), Types.SPECIES);
    }

    /** {@return whether there is such a species} */
    private boolean hasByteSpecies() {
        return lanes() >= 8;
    }

    void order() {
        code.getstatic(Types.BYTE_ORDER, Types.NATIVE_ORDER, Types.BYTE_ORDER);
    }

    void operator(String name, ClassDesc type) {
        code.getstatic(Types.OPERATORS, name, type);
    }

    /** Makes the scalar that {@code scalar} pushes a vector or mask for {@code e}. */
    void broadcast(Expr e, Runnable scalar) {
        if (e.dtype().isBool()) {
            species(laneInt());
            scalar.run();
            code.invokeinterface(Types.SPECIES, "maskAll", MethodTypeDesc.of(Types.MASK, ConstantDescs.CD_boolean));
            storeMask(e, laneInt());
        } else {
            species(e.dtype());
            scalar.run();
            toVector(e.dtype());
            store(e);
        }
    }

    /** Makes a vector of a species and a scalar on the stack. */
    void toVector(DType dtype) {
        ClassDesc vector = Types.vector(dtype);
        code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, Types.SPECIES, Types.scalar(dtype)));
    }

    /** {@return a new local with a vector of the scalar that {@code scalar} pushes} */
    int filled(DType dtype, Runnable scalar) {
        species(dtype);
        scalar.run();
        toVector(dtype);
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    // ---- species

    /*
     * C2 knows of a vector that is loaded or goes around a loop only that it is, say, a FloatVector. It then asks the profile of
     * the Vector API's own methods which species they have seen; where these were two, for half vectors count as well, it compiles both
     * ways. What comes of two species is no value in registers, and it makes objects. A cast to the class costs nothing in compiled code.
     */
    /** Says of the vector in {@code local} that it is of this code's species. */
    void known(DType dtype, int local) {
        code.aload(local);
        known(dtype);
        code.astore(local);
    }

    /** Says it of the vector on the stack. */
    private void known(DType dtype) {
        species(dtype);
        code.invokeinterface(Types.SPECIES, "vectorType", MethodTypeDesc.of(ConstantDescs.CD_Class));
        code.swap();
        code.invokevirtual(
                ConstantDescs.CD_Class, "cast", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        code.checkcast(Types.vector(dtype));
    }

    // ---- memory

    /** Pushes the vector at a segment and offset. */
    void load(DType dtype, int segment, Runnable offset) {
        ClassDesc vector = Types.vector(dtype);
        species(dtype);
        code.aload(segment);
        offset.run();
        order();
        code.invokestatic(
                vector,
                "fromMemorySegment",
                MethodTypeDesc.of(vector, Types.SPECIES, Types.SEGMENT, ConstantDescs.CD_long, Types.BYTE_ORDER));
        known(dtype);
    }

    /** Loads bytes as the mask of bool {@code e}. */
    void loadMask(Expr e, int segment, Runnable offset, int byteShifts) {
        if (hasByteSpecies()) {
            loadByteMask(segment, offset);
        } else {
            spreadBytes(segment, offset, byteShifts);
        }
        storeMask(e, laneInt());
    }

    private void loadByteMask(int segment, Runnable offset) {
        byteSpecies();
        code.aload(segment);
        offset.run();
        order();
        code.invokestatic(
                Types.BYTE_VECTOR,
                "fromMemorySegment",
                MethodTypeDesc.of(
                        Types.BYTE_VECTOR, Types.SPECIES, Types.SEGMENT, ConstantDescs.CD_long, Types.BYTE_ORDER));
        operator("NE", Types.COMPARISON);
        code.iconst_0();
        code.invokevirtual(
                Types.BYTE_VECTOR, "compare", MethodTypeDesc.of(Types.MASK, Types.COMPARISON, ConstantDescs.CD_byte));
        species(laneInt());
        code.invokevirtual(Types.MASK, "cast", MethodTypeDesc.of(Types.MASK, Types.SPECIES));
    }

    /** Two or four bytes: broadcast all, shift lane l right by 8 l bits, look at the lowest bit. */
    private void spreadBytes(int segment, Runnable offset, int byteShifts) {
        DType lane = laneInt();
        species(lane);
        code.aload(segment);
        offset.run();
        code.invokestatic(
                Types.SCALARS,
                "load" + lanes(),
                MethodTypeDesc.of(ConstantDescs.CD_int, Types.SEGMENT, ConstantDescs.CD_long));
        if (lane == DType.INT64) {
            code.i2l();
        }
        toVector(lane);
        operator("LSHR", Types.BINARY);
        code.aload(byteShifts);
        lanewiseBinary(lane);
        pushOne(lane);
        code.invokevirtual(Types.vector(lane), "and", MethodTypeDesc.of(Types.vector(lane), Types.scalar(lane)));
        operator("NE", Types.COMPARISON);
        pushZero(lane);
        code.invokevirtual(
                Types.vector(lane), "compare", MethodTypeDesc.of(Types.MASK, Types.COMPARISON, Types.scalar(lane)));
    }

    /** {@return a new local with the shifts that {@link #loadMask} needs: 0, 8, 16, ...} */
    int byteShifts() {
        pushIndex(laneInt(), 8);
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    /** Pushes 0, scale, 2 scale, ... */
    void pushIndex(DType dtype, int scale) {
        ClassDesc vector = Types.vector(dtype);
        species(dtype);
        pushZero(dtype);
        toVector(dtype);
        code.loadConstant(scale);
        code.invokevirtual(vector, "addIndex", MethodTypeDesc.of(vector, ConstantDescs.CD_int));
    }

    private void pushZero(DType dtype) {
        code.loadConstant(dtype == DType.INT64 ? (java.lang.constant.ConstantDesc) 0L : (Integer) 0);
    }

    private void pushOne(DType dtype) {
        code.loadConstant(dtype == DType.INT64 ? (java.lang.constant.ConstantDesc) 1L : (Integer) 1);
    }

    /** Stores the vector of {@code e} at a segment and offset. */
    void storeVector(Expr e, int segment, Runnable offset) {
        push(e);
        storeVector(e.dtype(), segment, offset);
    }

    /** Stores the vector on the stack. */
    void storeVector(DType dtype, int segment, Runnable offset) {
        code.aload(segment);
        offset.run();
        order();
        code.invokevirtual(
                Types.vector(dtype),
                "intoMemorySegment",
                MethodTypeDesc.of(ConstantDescs.CD_void, Types.SEGMENT, ConstantDescs.CD_long, Types.BYTE_ORDER));
    }

    /** Stores the first {@code count} lanes of {@code e}. */
    void storeFirst(Expr e, int segment, Runnable offset, Runnable count) {
        push(e);
        code.aload(segment);
        offset.run();
        order();
        firstLanes(e.dtype(), count);
        code.invokevirtual(
                Types.vector(e.dtype()),
                "intoMemorySegment",
                MethodTypeDesc.of(
                        ConstantDescs.CD_void, Types.SEGMENT, ConstantDescs.CD_long, Types.BYTE_ORDER, Types.MASK));
    }

    /** Pushes a mask of the first {@code count} lanes. */
    void firstLanes(DType dtype, Runnable count) {
        species(dtype);
        code.iconst_0();
        count.run();
        code.invokeinterface(
                Types.SPECIES,
                "indexInRange",
                MethodTypeDesc.of(Types.MASK, ConstantDescs.CD_int, ConstantDescs.CD_int));
    }

    /** Stores the bytes of bool {@code e}. */
    void storeMaskBytes(Expr e, int segment, Runnable offset) {
        if (!hasByteSpecies()) {
            storeBits(e, segment, offset, "storeBits" + lanes(), () -> {});
            return;
        }
        byteSpecies();
        code.invokestatic(Types.BYTE_VECTOR, "zero", MethodTypeDesc.of(Types.BYTE_VECTOR, Types.SPECIES));
        code.iconst_1();
        push(e);
        byteSpecies();
        code.invokevirtual(Types.MASK, "cast", MethodTypeDesc.of(Types.MASK, Types.SPECIES));
        code.invokevirtual(
                Types.BYTE_VECTOR, "blend", MethodTypeDesc.of(Types.BYTE_VECTOR, ConstantDescs.CD_byte, Types.MASK));
        code.aload(segment);
        offset.run();
        order();
        code.invokevirtual(
                Types.BYTE_VECTOR,
                "intoMemorySegment",
                MethodTypeDesc.of(ConstantDescs.CD_void, Types.SEGMENT, ConstantDescs.CD_long, Types.BYTE_ORDER));
    }

    /** Stores the first {@code count} bytes of bool {@code e}. */
    void storeFirstMaskBytes(Expr e, int segment, Runnable offset, Runnable count) {
        storeBits(e, segment, offset, "storeBits", count);
    }

    private void storeBits(Expr e, int segment, Runnable offset, String method, Runnable count) {
        code.aload(segment);
        offset.run();
        push(e);
        code.invokevirtual(Types.MASK, "toLong", MethodTypeDesc.of(ConstantDescs.CD_long));
        count.run();
        MethodTypeDesc plain =
                MethodTypeDesc.of(ConstantDescs.CD_void, Types.SEGMENT, ConstantDescs.CD_long, ConstantDescs.CD_long);
        code.invokestatic(
                Types.SCALARS,
                method,
                method.equals("storeBits") ? plain.insertParameterTypes(3, ConstantDescs.CD_int) : plain);
    }

    // ---- operations

    /** Casts the mask on the stack. */
    void castMask(DType from, DType to) {
        if (from != to) {
            species(to);
            code.invokevirtual(Types.MASK, "cast", MethodTypeDesc.of(Types.MASK, Types.SPECIES));
        }
    }

    /** {@return the element type of the mask of {@code e}} */
    DType maskType(Expr e) {
        return Objects.requireNonNull(maskTypes.get(e));
    }

    void lanewiseBinary(DType dtype) {
        code.invokevirtual(
                Types.vector(dtype), "lanewise", MethodTypeDesc.of(Types.vector(dtype), Types.BINARY, Types.VECTOR));
    }

    /** {@return the builder, for the operations} */
    CodeBuilder code() {
        return code;
    }
}
