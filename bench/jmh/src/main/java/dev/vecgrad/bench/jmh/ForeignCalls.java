package dev.vecgrad.bench.jmh;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.vecgrad.bench.BareProduct;
import dev.vecgrad.bench.ProductSize;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What a call of a C function costs: {@code abs}, with and without a change of the thread's state, and the least product. The baseline is Java's own. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class ForeignCalls extends Micro {
    private static final MethodHandle ABS = handle();
    private static final MethodHandle CRITICAL_ABS = handle(Linker.Option.critical(false));

    private int number = -7;
    private BareProduct product;

    private static MethodHandle handle(Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("abs"), FunctionDescriptor.of(JAVA_INT, JAVA_INT), options);
    }

    /** Makes operands. */
    @Setup
    public void operands() {
        product = new BareProduct(new ProductSize(4, 4, 4));
        number = -Math.abs(number);
    }

    /** {@return what C says} */
    @Benchmark
    public int call() throws Throwable {
        return (int) ABS.invokeExact(number);
    }

    /** {@return what C says, called without a change of the thread's state} */
    @Benchmark
    public int criticalCall() throws Throwable {
        return (int) CRITICAL_ABS.invokeExact(number);
    }

    /** A product of 4x4 matrices. */
    @Benchmark
    public void product() {
        product.run();
    }

    /** {@return what Java says} */
    @Benchmark
    @Baseline
    public int java() {
        return Math.abs(number);
    }
}
