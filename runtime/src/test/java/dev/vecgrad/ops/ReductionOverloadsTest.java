package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A dim, several dims, all dims; kept or not: what a reduction's overloads say, its values agree with. */
class ReductionOverloadsTest {
    /** A reduction in each of its forms. */
    record Forms(
            Function<Tensor, Tensor> all, DimForm dim, DimsForm dims, KeptDimForm keptDim, KeptDimsForm keptDims) {}

    interface DimForm {
        Tensor of(Tensor x, int dim);
    }

    interface DimsForm {
        Tensor of(Tensor x, int... dims);
    }

    interface KeptDimForm {
        Tensor of(Tensor x, int dim, boolean keepdim);
    }

    interface KeptDimsForm {
        Tensor of(Tensor x, int[] dims, boolean keepdim);
    }

    static Stream<Arguments> reductions() {
        return Stream.of(
                of("sum", Tensor::sum, Tensor::sum, Tensor::sum, Tensor::sum, Tensor::sum),
                of("mean", Tensor::mean, Tensor::mean, Tensor::mean, Tensor::mean, Tensor::mean),
                of("prod", Tensor::prod, Tensor::prod, Tensor::prod, Tensor::prod, Tensor::prod),
                of("amax", Tensor::amax, Tensor::amax, Tensor::amax, Tensor::amax, Tensor::amax),
                of("amin", Tensor::amin, Tensor::amin, Tensor::amin, Tensor::amin, Tensor::amin),
                of("var", Tensor::var, Tensor::var, Tensor::var, Tensor::var, Tensor::var),
                of("std", Tensor::std, Tensor::std, Tensor::std, Tensor::std, Tensor::std),
                of("all", Tensor::all, Tensor::all, Tensor::all, Tensor::all, Tensor::all),
                of("any", Tensor::any, Tensor::any, Tensor::any, Tensor::any, Tensor::any),
                of(
                        "logsumexp",
                        Tensor::logsumexp,
                        Tensor::logsumexp,
                        Tensor::logsumexp,
                        Tensor::logsumexp,
                        Tensor::logsumexp));
    }

    private static Arguments of(
            String name,
            Function<Tensor, Tensor> all,
            DimForm dim,
            DimsForm dims,
            KeptDimForm keptDim,
            KeptDimsForm keptDims) {
        return Arguments.of(name, new Forms(all, dim, dims, keptDim, keptDims));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reductions")
    void agree(String name, Forms forms) {
        Tensor x = Tensor.linspace(-0.9, 2.3, 24).view(2, 3, 4);
        Tensor lying = x.permute(0, 2, 1).reshape(8, 3);
        same(forms.keptDim.of(x, 1, true), forms.dim.of(x, 1), 2, 1, 4);
        same(forms.keptDim.of(x, -2, false), forms.dim.of(x, 1), 2, 4);
        same(forms.keptDims.of(x, new int[] {1}, true), forms.dim.of(lying, 1), 2, 1, 4);
        same(forms.keptDims.of(x, new int[] {0, -1}, true), forms.dims.of(x, 0, 2), 1, 3, 1);
        same(forms.keptDims.of(x, new int[] {0, -1}, false), forms.dims.of(x, 2, 0), 3);
        same(forms.keptDims.of(x, new int[] {0, 1, 2}, true), forms.all.apply(x), 1, 1, 1);
    }

    private static void same(Tensor actual, Tensor expected, long... shape) {
        assertThat(actual.shape().toArray()).containsExactly(shape);
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        float[] numbers = expected.toFloatArray();
        float[] found = actual.toFloatArray();
        for (int i = 0; i < numbers.length; i++) {
            /* Sums in another order of eight or fewer terms below 10. */
            assertThat(found[i]).isCloseTo(numbers[i], within(24 * 0x1p-24f * 30));
        }
    }

    @Test
    void integersHaveALogsumexp() {
        assertThat(Tensor.of(1, 1).logsumexp(0)).hasToString("tensor(1.6931)");
        assertThat(Tensor.of(true, true).logsumexp(0)).hasToString("tensor(1.6931)");
        assertThat(Tensor.of(new int[] {3}).logsumexp(0, true)).hasToString("tensor([3.])");
    }

    @Test
    void aProductOverNoElementsIsZero() {
        assertThat(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3))).hasToString("""
                tensor([[0., 0., 0.],
                        [0., 0., 0.]])""");
        assertThat(Tensor.ones(3).addmm(Tensor.zeros(2, 0), Tensor.zeros(0, 3)).toFloatArray())
                .containsOnly(1);
        assertThat(Tensor.zeros(new long[] {0}, DType.FLOAT64)
                        .matmul(Tensor.zeros(new long[] {0}, DType.FLOAT64))
                        .item())
                .isZero();
        assertThat(Tensor.zeros(4, 2, 0).matmul(Tensor.zeros(4, 0, 1)).toFloatArray())
                .hasSize(8)
                .containsOnly(0);
    }
}
