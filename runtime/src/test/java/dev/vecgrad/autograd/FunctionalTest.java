package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Products with derivatives beside those of torch.autograd.functional. */
class FunctionalTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("functional.txt");
    private static final FunctionalOptions STRICT = Functional.options().strict(true);

    private final Tensor x = numbers(2, 3);
    private final Tensor y = numbers(3);

    /** (i + 1) / 4 for the i-th element. */
    private static Tensor numbers(long... sizes) {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return Tensor.arange(1, n + 1.0, 1, DType.FLOAT64).div(4).view(sizes);
    }

    /** Two results of two inputs: x sin(y) and exp(x y) summed over rows. */
    private static Tensor[] pair(Tensor... in) {
        return new Tensor[] {in[0].mul(in[1].sin()), in[0].mul(in[1]).exp().sum(0)};
    }

    /** A scalar of two inputs. */
    private static Tensor[] scalar(Tensor... in) {
        return new Tensor[] {
            in[0].pow(3).mul(in[1]).sum().add(in[1].exp().prod().log().mul(in[0].sum()))
        };
    }

    private static Tensor[] linear(Tensor... in) {
        return new Tensor[] {in[0].mul(3).sum()};
    }

    private static void check(String name, List<Tensor> found) {
        for (int i = 0; i < found.size(); i++) {
            double[] expected = GOLDEN.doubles(name + " " + i);
            double[] actual = found.get(i).toDoubleArray();
            assertThat(actual).hasSameSizeAs(expected);
            for (int k = 0; k < expected.length; k++) {
                assertThat(actual[k])
                        .as(name + " " + i + " element " + k)
                        .isCloseTo(expected[k], offset(1e-9 * Math.max(1, Math.abs(expected[k]))));
            }
        }
    }

    @Test
    void vectorTimesJacobian() {
        Products found = Functional.vjp(
                FunctionalTest::pair, List.of(x, y), List.of(numbers(2, 3), numbers(3)), Functional.options());
        check("pair", found.outputs());
        check("vjp", found.products());
        assertThat(found.product().requiresGrad()).isFalse();
        assertThat(found.output().requiresGrad()).isFalse();
        assertThat(x.requiresGrad()).isFalse();
    }

    @Test
    void jacobianTimesVector() {
        Products found = Functional.jvp(
                FunctionalTest::pair, List.of(x, y), List.of(numbers(2, 3), numbers(3)), Functional.options());
        check("pair", found.outputs());
        check("jvp", found.products());
    }

    @Test
    void jacobian() {
        List<List<Tensor>> found = Functional.jacobian(FunctionalTest::pair, List.of(x, y), STRICT);
        check("jacobian 0", found.get(0));
        check("jacobian 1", found.get(1));
        assertThat(found.get(0).get(0).shape().toArray()).containsExactly(2, 3, 2, 3);
        assertThat(found.get(1).get(1).shape().toArray()).containsExactly(3, 3);
        assertThat(Functional.jacobian(t -> t.square().sum(), y))
                .hasToString("tensor([0.5000, 1.0000, 1.5000], dtype=float64)");
    }

    @Test
    void hessian() {
        List<List<Tensor>> found = Functional.hessian(FunctionalTest::scalar, List.of(x, y), Functional.options());
        check("hessian 0", found.get(0));
        check("hessian 1", found.get(1));
        assertThat(Functional.hessian(t -> t.pow(3).sum(), Tensor.of(new double[] {1, 2})))
                .hasToString("tensor([[ 6.,  0.],\n        [ 0., 12.]], dtype=float64)");
    }

    @Test
    void hessianAndVector() {
        List<Tensor> v = List.of(numbers(2, 3), numbers(3).neg());
        check(
                "hvp",
                Functional.hvp(FunctionalTest::scalar, List.of(x, y), v, STRICT).products());
        check(
                "vhp",
                Functional.vhp(FunctionalTest::scalar, List.of(x, y), v, STRICT).products());
        Tensor at = Tensor.scalar(2, DType.FLOAT64);
        assertThat(Functional.hvp(t -> t.pow(3), at, null).product().item()).isEqualTo(12);
        assertThat(Functional.vhp(t -> t.pow(3), at, null).product().item()).isEqualTo(12);
        assertThat(Functional.jvp(t -> t.pow(3), at, null).product().item()).isEqualTo(12);
        assertThat(Functional.vjp(t -> t.pow(3), at, null).product().item()).isEqualTo(12);
    }

    @Test
    void resultsCanBeDifferentiatedIfAsked() {
        Tensor at = Tensor.scalar(2, DType.FLOAT64).requiresGrad_(true);
        FunctionalOptions create = Functional.options().createGraph(true);
        TensorsFunction cube = in -> new Tensor[] {in[0].pow(3)};
        List<Tensor> in = List.of(at);
        assertThat(Autograd.grad(Functional.vjp(cube, in, null, create).product(), at)
                        .item())
                .isEqualTo(12);
        assertThat(Autograd.grad(Functional.jvp(cube, in, null, create).product(), at)
                        .item())
                .isEqualTo(12);
        assertThat(Autograd.grad(Functional.hvp(cube, in, null, create).product(), at)
                        .item())
                .isEqualTo(6);
        assertThat(Autograd.grad(Functional.vhp(cube, in, null, create).product(), at)
                        .item())
                .isEqualTo(6);
        assertThat(Autograd.grad(
                                Functional.jacobian(cube, in, create).getFirst().getFirst(), at)
                        .item())
                .isEqualTo(12);
        assertThat(Autograd.grad(Functional.hessian(cube, in, create).getFirst().getFirst(), at)
                        .item())
                .isEqualTo(6);
        assertThat(at.grad()).isNull();
    }

    @Test
    void worksInsideNoGradAndTapes() {
        try (GradGuard _ = Autograd.noGrad()) {
            assertThat(Functional.hessian(t -> t.pow(3).sum(), y)).isNotNull();
            assertThat(Autograd.isGradEnabled()).isFalse();
        }
        Variable v = new Variable(3.0);
        try (GradientTape tape = new GradientTape()) {
            Tensor product = Functional.vjp(t -> t.pow(2), v, null).product();
            assertThat(product.item()).isEqualTo(6);
            assertThat(tape.gradient(product, v)).isNull();
        }
    }

    @Test
    void noDependenceIsZeros() {
        List<Tensor> in = List.of(x, y);
        check(
                "linear hvp",
                Functional.hvp(FunctionalTest::linear, in, in, Functional.options())
                        .products());
        check(
                "linear vhp",
                Functional.vhp(FunctionalTest::linear, in, in, Functional.options())
                        .products());
        check(
                "linear vjp",
                Functional.vjp(FunctionalTest::linear, in, null, Functional.options())
                        .products());
        check(
                "linear jvp",
                Functional.jvp(FunctionalTest::linear, in, in, Functional.options())
                        .products());
        check(
                "linear hessian",
                Functional.hessian(FunctionalTest::linear, in, Functional.options())
                        .get(0));
        TensorsFunction constant = _ -> new Tensor[] {Tensor.ones(2)};
        assertThat(Functional.jacobian(constant, List.of(y), Functional.options())
                        .getFirst()
                        .getFirst())
                .hasToString("tensor([[0., 0., 0.],\n        [0., 0., 0.]])");
    }

    @Test
    void noDependenceIsAnErrorInStrictMode() {
        List<Tensor> in = List.of(x, y);
        TensorsFunction constant = _ -> new Tensor[] {Tensor.of(1.0)};
        refused(
                () -> Functional.vjp(constant, in, null, STRICT),
                "Output 0 of the user-provided function does not require gradients");
        refused(
                () -> Functional.vjp(FunctionalTest::linear, in, null, STRICT),
                "The output of the user-provided function is independent of input 1");
        refused(
                () -> Functional.jacobian(FunctionalTest::linear, in, STRICT),
                "Output 0 of the user-provided function is independent of input 1");
        refused(() -> Functional.jvp(FunctionalTest::linear, in, in, STRICT), "independent of input 1");
        List<Tensor> one = List.of(x);
        refused(
                () -> Functional.hvp(FunctionalTest::linear, one, one, STRICT),
                "found that the jacobian of the user-provided function with respect to input 0 is independent of the input");
        refused(() -> Functional.vhp(FunctionalTest::linear, one, one, STRICT), "While computing the hessian");
        refused(() -> Functional.hessian(FunctionalTest::linear, one, STRICT), "While computing the hessian");
        refused(
                () -> Functional.vjp(FunctionalTest::linear, one, null, STRICT.createGraph(true)),
                "The jacobian of the user-provided function is independent of input 0. This is not allowed in strict mode when create_graph=True.");
        assertThat(Functional.jvp(FunctionalTest::linear, one, one, STRICT)
                        .product()
                        .item())
                .isEqualTo(15.75);
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(AutogradException.class).hasMessageContaining(sentence);
    }

    @Test
    void wrongVectorsAndFunctionsAreRefused() {
        assertThatThrownBy(() -> Functional.vjp(Tensor::exp, y, null))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining(
                        "The vector v can only be None if the user-provided function returns a single Tensor");
        assertThatThrownBy(() -> Functional.jvp(Tensor::exp, y, null))
                .hasMessageContaining(
                        "The vector v can only be None if the input to the user-provided function is a single");
        assertThatThrownBy(() -> Functional.vjp(Tensor::exp, y, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("v has invalid size: should be [3] but got [2, 3]");
        assertThatThrownBy(() -> Functional.vjp(FunctionalTest::pair, List.of(x, y), List.of(x), Functional.options()))
                .hasMessageContaining("v is a tuple of invalid length: should be 2 but got 1");
        assertThatThrownBy(() -> Functional.hvp(Tensor::exp, y, y))
                .hasMessageContaining("should contain a single element: it has shape [3]");
        assertThatThrownBy(() -> Functional.hessian(FunctionalTest::pair, List.of(x, y), Functional.options()))
                .hasMessageContaining("The function given to hessian should return a single Tensor: it returned 2");
    }
}
