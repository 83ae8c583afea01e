package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What kernels the library functions become, forward and backward. */
class LibraryKernelsTest {
    private final Value x = leaf(3, 4);
    private final Value y = Arithmetic.full(Shape.of(3, 4), DType.FLOAT32, 0.25, Device.CPU);

    @Test
    void softmax() {
        assertThat(listing(Softmax.SOFTMAX, () -> Softmax.softmax(x, 1))).contains("""
                SoftmaxBackward0
                inner kept=[d0] reduced=[d1] reads in0[d0,d1]
                  acc0 = max(in0)
                  acc1 = sum(exp(sub(in0, acc0)))
                  out0[d0,d1] = div(exp(sub(in0, acc0)), acc1)
                SoftmaxBackwardBackward0
                inner kept=[d0] reduced=[d1] reads in1[d0,d1] in0[d0,d1]
                  acc0 = sum(mul(in0, in1))
                  out0[d0,d1] = mul(in1, sub(in0, acc0))
                """);
    }

    @Test
    void crossEntropyOfLabels() {
        Value labels = GoldenValues.of(Shape.of(3), 0L, 1L, 3L);
        LibraryFunction function = ClassLosses.labels(new ClassLosses.Options(LossReduction.MEAN, false, false, false));
        Supplier<Value> loss = () -> LossFunctions.crossEntropy(x, labels, null, LossReduction.MEAN, -100, 0);
        assertThat(listing(function, loss)).contains("""
                NllLossBackward0
                inner kept=[d0] reduced=[d1] reads in1[d0] in0[d0,d1] params scalar0
                  acc0 = sum(select(eq(iota, cast<int32>(in0)), in1, 0.0))
                  acc1 = max(in1)
                  acc2 = sum(exp(sub(in1, acc1)))
                  out2[d0] = acc1
                  out3[d0] = acc2
                  temp0[d0] = select(t0, mul(neg(sub(sub(acc0, acc1), log(acc2))), select(t0, 1.0, 0.0)), 0.0) where t0 = ne(in0, param0)
                inner kept=[] reduced=[d0] reads temp0[d0] in1[d0] params scalar0 extent[d1]
                  acc0 = sum(in0)
                  acc1 = sum(select(ne(in1, param0), 1.0, 0.0))
                  acc2 = sum(cast<int64>(and(ne(in1, param0), or(lt(in1, 0), le(param1, in1)))))
                  out0[] = div(acc0, acc1)
                  out1[] = acc2
                  out4[] = acc1
                NllLossBackwardBackward0
                inner kept=[d0] reduced=[d1] reads in0[d0,d1] in1[d0] in2[d0] in3[] in4[] in5[d0] params scalar0
                  out0[d0,d1] = add(mul(exp(sub(in0, in1)), div(t1, in5)), select(eq(iota, cast<int32>(in2)), neg(t1), 0.0)) where t0 = ne(in2, param0); t1 = mul(select(t0, div(in3, in4), 0.0), select(t0, 1.0, 0.0))
                """);
    }

    @Test
    void binaryCrossEntropy() {
        LibraryFunction function = ElementLosses.bceWithLogits(LossReduction.MEAN, false, false);
        Supplier<Value> loss = () -> LossFunctions.bceWithLogits(x, y, null, null, LossReduction.MEAN);
        assertThat(listing(function, loss)).contains("""
                BinaryCrossEntropyWithLogitsBackward0
                inner kept=[] reduced=[d0] reads in0[d0] in1[d0] params extent[d0]
                  acc0 = sum(bceWithLogits(in0, in1))
                  out0[] = div(acc0, param0)
                BinaryCrossEntropyWithLogitsBackwardBackward0
                map kept=[d0] reads in0[] in1[d0] in2[d0] params extent[d0]
                  out0[d0] = mul(div(in0, param0), sub(sigmoid(in1), in2))
                """);
    }

    @Test
    void adam() {
        Value p = y.detach();
        Value[] state = {Arithmetic.zerosLike(y), Arithmetic.zerosLike(y)};
        OptimizerSteps.AdamForm form = new OptimizerSteps.AdamForm(false, true, false, true);
        Cell half = new Cell(0.5);
        OptimizerSteps.adam(form, p, y, state, half, half, half, half, half, new Cell(1));
        assertThat(OptimizerSteps.ADAM[form.bits()].listing()).contains("""
                map kept=[d0] reads in0[d0] in1[d0] in2[d0] in3[d0] params cast(sub(1.0, mul(scalar0, scalar4))) cast(neg(div(scalar0, sub(1.0, pow(scalar1, scalar5))))) cast(sub(1.0, scalar1)) cast(scalar2) cast(sub(1.0, scalar2)) cast(sqrt(sub(1.0, pow(scalar2, scalar5)))) cast(scalar3)
                  out0[d0] = add(mul(in0, param0), t0) where t0 = div(mul(param1, fma(param2, sub(in1, in2), in2)), add(div(sqrt(fma(param3, in3, mul(mul(param4, in1), in1))), param5), param6))
                  out1[d0] = fma(param2, sub(in1, in2), in2)
                  out2[d0] = fma(param3, in3, mul(mul(param4, in1), in1))
                """);
    }

    @Test
    void sizesAndScalarsMakeNoNewPlan() {
        LibraryFunction function = ElementLosses.huber(LossReduction.MEAN);
        String first = "";
        for (long n = 2; n < 40; n++) {
            Value z = leaf(n, 3 * n);
            Value loss = LossFunctions.huber(z, Arithmetic.zerosLike(z), LossReduction.MEAN, 0.1 * n);
            Engine.grad(new Value[] {loss}, new Value[] {z}, null, false, false, false);
            first = n == 2 ? function.listing() : first;
        }
        assertThat(function.listing()).isEqualTo(first);
    }

    private static String listing(LibraryFunction function, Supplier<Value> call) {
        Value out = call.get();
        Engine.backward(new Value[] {out}, new Value[] {Arithmetic.onesLike(out)}, false, false);
        return function.listing();
    }

    private static Value leaf(long... sizes) {
        Value leaf = Arithmetic.full(Shape.of(sizes), DType.FLOAT32, 0.5, Device.CPU);
        leaf.requiresGrad(true);
        return leaf;
    }
}
