package dev.vecgrad.simd;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The class file of a loop. */
final class LoopClass {
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(ConstantDescs.CD_void, Types.LONGS, ConstantDescs.CD_int);

    private LoopClass() {}

    /** {@return the bytes of a class named {@code name} in this package that runs {@code spec}} */
    static byte[] bytes(LoopSpec spec, String name) {
        ClassDesc self = ClassDesc.of(LoopClass.class.getPackageName(), name);
        LoopBody body = new LoopBody(spec);
        boolean scalar = body.width() == Vectorizable.SCALAR;
        if (spec.down()) {
            return downwards(new DownLoop(spec, body), self);
        }
        VectorLoop vector = new VectorLoop(spec, body, self);
        ScalarLoop scalars = new ScalarLoop(spec, body);
        return ClassFile.of().build(self, builder -> {
            head(builder);
            if (scalar) {
                scalars.addTo(builder);
                builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> scalars.run(code, self));
            } else {
                vector.addTo(builder);
                builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> vector.run(code, self));
            }
        });
    }

    private static byte[] downwards(DownLoop loop, ClassDesc self) {
        return ClassFile.of().build(self, builder -> {
            head(builder);
            loop.addTo(builder);
            builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> loop.run(code, self));
        });
    }

    private static void head(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
        builder.withInterfaceSymbols(Types.LOOP);
        builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, LoopClass::constructor);
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }
}
