package dev.vecgrad.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/*
 * The calls stand in a loop, for the method that makes them must not be compiled before those that it calls: the compiler would put
 * these inside, and count no calls any more. A loop is allowed eight times as many rounds as a method calls.
 */
/** Calls in vain of the methods of a loop: with an array of no arguments, upon which they return at once. See {@link Loop#touch}. */
final class Touches {
    /** touch(times). */
    static final MethodTypeDesc TOUCH = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

    private final CodeBuilder code;
    private final ClassDesc self;
    private final int none;

    private Touches(CodeBuilder code, ClassDesc self) {
        this.code = code;
        this.self = self;
        this.none = code.allocateLocal(TypeKind.REFERENCE);
    }

    /** Writes touch(times), which makes the calls of {@code body} again and again. */
    static void repeat(CodeBuilder code, ClassDesc self, Consumer<Touches> body) {
        Touches touches = new Touches(code, self);
        code.iconst_0().newarray(TypeKind.LONG).astore(touches.none);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(1).ifle(end);
        body.accept(touches);
        code.iinc(1, -1).goto_(top).labelBinding(end).return_();
    }

    /** Calls a static method whose first parameter is p; the others are 0. */
    void call(String name, MethodTypeDesc type) {
        code.aload(none);
        for (int i = 1; i < type.parameterCount(); i++) {
            code.iconst_0();
        }
        code.invokestatic(self, name, type);
    }

    /** {@return the body of a static method whose first parameter is p: returns at a touch, else does as {@code body} says} */
    static Consumer<CodeBuilder> orElse(Consumer<CodeBuilder> body) {
        return code -> {
            Label called = code.newLabel();
            code.aload(0).arraylength().ifne(called).return_().labelBinding(called);
            body.accept(code);
        };
    }
}
