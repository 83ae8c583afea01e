package dev.vecgrad.simd;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** The class file of a loop. */
final class LoopClass {
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int);

    private static final MethodTypeDesc ONE = MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS);

    private LoopClass() {}

    /** {@return the bytes of a class named {@code name} in this package that runs {@code spec}} */
    static byte[] bytes(LoopSpec spec, String name) {
        ClassDesc self = ClassDesc.of(LoopClass.class.getPackageName(), name);
        LoopBody body = new LoopBody(spec);
        ScalarLoop scalars = new ScalarLoop(spec, body);
        return ClassFile.of().build(self, builder -> {
            head(builder);
            scalars.addTo(builder);
            builder.withMethodBody("scalars", RUN, ClassFile.ACC_PUBLIC, code -> scalars.run(code, self));
            vectors(builder, spec, body, self);
            if (SingleElement.serves(spec)) {
                builder.withMethodBody("one", ONE, 0, code -> SingleElement.write(code, spec, body));
            }
        });
    }

    private static void head(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
        builder.withSuperclass(Types.LOOP);
        builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, LoopClass::constructor);
    }

    private static void vectors(ClassBuilder builder, LoopSpec spec, LoopBody body, ClassDesc self) {
        Consumer<CodeBuilder> run;
        Consumer<CodeBuilder> touch;
        if (body.width() == Vectorizable.SCALAR) {
            run = code -> code.aload(0)
                    .aload(1)
                    .iload(2)
                    .invokevirtual(self, "scalars", RUN)
                    .return_();
            touch = CodeBuilder::return_;
        } else if (spec.down()) {
            DownLoop loop = new DownLoop(spec, body);
            loop.addTo(builder);
            run = code -> loop.run(code, self);
            touch = code -> loop.touch(code, self);
        } else {
            VectorLoop loop = new VectorLoop(spec, body, self);
            loop.addTo(builder);
            run = code -> loop.run(code, self);
            touch = code -> loop.touch(code, self);
        }
        builder.withMethodBody("vectors", RUN, ClassFile.ACC_PUBLIC, run);
        builder.withMethodBody("touch", Touches.TOUCH, ClassFile.ACC_PUBLIC, touch);
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0)
                .invokespecial(Types.LOOP, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }
}
