package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Writes in place through views: the same programs as in {@code tests/golden/autograd.py}, with PyTorch's gradients of first and second order. */
class ViewWriteTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("autograd.txt");

    /** Sums of at most 36 products of at most 6 factors, in an order that may differ. */
    private static final double RELATIVE = 64 * 0x1p-52;

    private static Tensor leaf(long... sizes) {
        Tensor zeros = Tensor.zeros(sizes);
        double[] elements = new double[(int) zeros.numel()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (i + 1) / 8.0;
        }
        return Tensor.of(elements).view(sizes).detach().requiresGrad_(true);
    }

    private static Tensor weights(Tensor like) {
        double[] elements = new double[(int) like.numel()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = i + 1;
        }
        return Tensor.of(elements).view(like.shape().toArray());
    }

    private static void program(String name, Tensor x, UnaryOperator<Tensor> build) {
        Tensor out = build.apply(x);
        Tensor first = Autograd.grad(out, x, GradOptions.CREATE_GRAPH);
        Tensor second = Autograd.grad(first.mul(weights(first)).sum(), x);
        assertClose(name + " out", out);
        assertClose(name + " first", first);
        assertClose(name + " second", second);
    }

    private static void assertClose(String name, Tensor actual) {
        double[] expected = GOLDEN.doubles(name);
        double[] found = actual.toDoubleArray();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i]))
                    .as("%s[%d]: expected %s, found %s", name, i, expected[i], found[i])
                    .isLessThanOrEqualTo(RELATIVE * Math.abs(expected[i]));
        }
    }

    @Test
    void aViewWritten() {
        program("view written", leaf(2, 3), x -> {
            Tensor y = x.mul(x);
            y.view(3, 2).select(0, 0).mul_(x.select(0, 1).narrow(0, 1, 2));
            return y.exp().sum();
        });
    }

    @Test
    void aBaseThatRequiredNoGradient() {
        program("base without gradient", leaf(4), x -> {
            Tensor base = Tensor.zeros(new long[] {4}, x.dtype());
            Tensor part = base.narrow(0, 1, 2);
            part.add_(x.narrow(0, 0, 2));
            part.mul_(x.narrow(0, 2, 2));
            return base.mul(base).mul(base).sum();
        });
    }

    @Test
    void siblingsThatShareAnElement() {
        program("siblings", leaf(2, 3), x -> {
            Tensor y = x.mul(x).mul(3);
            Tensor row = y.select(0, 0);
            Tensor column = y.select(1, 1);
            row.mul_(x.select(0, 1));
            column.add_(x.select(1, 0).mul(x.select(1, 2)));
            return row.mul(column.select(0, 0)).mul(y.select(0, 1)).sum().add(y.sum());
        });
    }

    @Test
    void aBaseWrittenUnderAView() {
        program("base written", leaf(2, 3), x -> {
            Tensor y = x.mul(x);
            Tensor view = y.t();
            y.mul_(x);
            y.select(0, 1).add_(x.select(0, 0).mul(2));
            return view.mul(view).sum();
        });
    }

    @Test
    void aBaseThatIsNotRowMajor() {
        program("transposed base", leaf(2, 3), x -> {
            Tensor y = x.t().mul(x.t());
            y.t().view(-1).narrow(0, 1, 3).mul_(2);
            return y.mul(y).sum();
        });
    }

    @Test
    void writesInARow() {
        program("writes in a row", leaf(2, 3), x -> {
            Tensor y = x.mul(2);
            y.mul_(x);
            y.add_(x);
            y.exp_();
            return y.sum();
        });
    }

    @Test
    void elementsReplaced() {
        program("copied and filled", leaf(2, 3), x -> {
            Tensor y = x.mul(x);
            y.select(0, 0).zero_();
            y.select(0, 1).copy_(x.select(0, 0).mul(x.select(0, 1)));
            y.select(0, 0).narrow(0, 1, 2).fill_(2);
            return y.mul(y).mul(x).sum();
        });
    }

    @Test
    void aValueUsedBeforeItIsWritten() {
        program("written after use", leaf(2, 3), x -> {
            Tensor y = x.mul(x);
            Tensor before = y.add(1).sum();
            y.mul_(3);
            return before.mul(y.mul(y).sum());
        });
    }

    @Test
    void aViewOfAViewOfAView() {
        program("view of view", leaf(2, 3), x -> {
            Tensor y = x.mul(x);
            Tensor inner = y.view(-1).narrow(0, 1, 4).view(2, 2).t().select(0, 0);
            inner.mul_(x.select(0, 0).narrow(0, 0, 2));
            return y.view(-1).narrow(0, 1, 4).mul(inner.sum()).sum();
        });
    }
}
