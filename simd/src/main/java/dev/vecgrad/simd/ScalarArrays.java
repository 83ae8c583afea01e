package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes what methods over scalars do with arrays: those of {@link HeapArrays}, each in a local. */
final class ScalarArrays {
    private final CodeBuilder code;

    ScalarArrays(CodeBuilder code) {
        this.code = code;
    }

    /** {@return a local with the elements at {@code address}, as many as {@code count} pushes} */
    int read(DType dtype, Runnable address, Runnable count) {
        address.run();
        count.run();
        code.invokestatic(
                Types.HEAP_ARRAYS,
                reader(dtype),
                MethodTypeDesc.of(type(dtype), ConstantDescs.CD_long, ConstantDescs.CD_int));
        return store();
    }

    /** {@return a local with a new array} */
    int make(DType dtype, Runnable count) {
        count.run();
        code.newarray(kind(dtype));
        return store();
    }

    /** {@return a local with a new array full of the scalar that {@code value} pushes} */
    int fill(DType dtype, Runnable value, Runnable count) {
        value.run();
        count.run();
        code.invokestatic(
                Types.HEAP_ARRAYS, "filled", MethodTypeDesc.of(type(dtype), Types.scalar(dtype), ConstantDescs.CD_int));
        return store();
    }

    /** Writes the array in {@code local} to {@code address}. */
    void write(DType dtype, int local, Runnable address) {
        code.aload(local);
        address.run();
        code.invokestatic(
                Types.HEAP_ARRAYS, "put", MethodTypeDesc.of(ConstantDescs.CD_void, type(dtype), ConstantDescs.CD_long));
    }

    /** Takes an element as the value of {@code e}. */
    void load(Expr e, int local, Runnable index, ScalarCode scalars) {
        code.aload(local);
        index.run();
        code.arrayLoad(kind(e.dtype()));
        scalars.store(e);
    }

    /** Makes the value of {@code e} an element. */
    void store(Expr e, int local, Runnable index, ScalarCode scalars) {
        code.aload(local);
        index.run();
        scalars.push(e);
        code.arrayStore(kind(e.dtype()));
    }

    /** Counts {@code index} from 0 to what {@code end} pushes. */
    void count(int index, Runnable end, Runnable body) {
        var top = code.newLabel();
        var done = code.newLabel();
        code.iconst_0().istore(index);
        code.labelBinding(top).iload(index);
        end.run();
        code.if_icmpge(done);
        body.run();
        code.iinc(index, 1).goto_(top).labelBinding(done);
    }

    private int store() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private static String reader(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "floats";
            case FLOAT64 -> "doubles";
            case INT32 -> "ints";
            case INT64 -> "longs";
            case BOOL -> "bools";
        };
    }

    private static TypeKind kind(DType dtype) {
        return dtype.isBool() ? TypeKind.BOOLEAN : Types.kind(dtype);
    }

    private static ClassDesc type(DType dtype) {
        return Types.scalar(dtype).arrayType();
    }
}
