package dev.vecgrad;

import dev.vecgrad.core.AccumulateGrad;
import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.GradientHook;
import dev.vecgrad.core.HookHandle;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Survivors;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.ops.Choice;
import dev.vecgrad.ops.Creation;
import dev.vecgrad.ops.Random;
import dev.vecgrad.ops.TensorMethods;
import dev.vecgrad.ops.Writing;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dense array of numbers with any number of dims, on which ops run when they are called and through which gradients flow.
 *
 * <p>Names and meaning are PyTorch's, in Java's case: {@code matmul}, {@code keepdim}, {@code requiresGrad_}; a method whose name
 * ends in an underscore writes over its tensor. Ops come from the families {@link TensorMethods} is made of; what is here is
 * creation, access, and gradients. Tensors may be used from many threads; a tensor that is written must not be used by
 * another thread meanwhile.
 *
 * {@snippet :
 * Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {3, 2, 1}}).requiresGrad_(true);
 * Tensor out = x.mul(3).add(2).pow(2).mul(2).mean();
 * out.backward();
 * System.out.println(x.grad());
 * }
 */
public class Tensor extends TensorFunctions implements TensorMethods<Tensor> {
    private static final String NO_LEAF =
            "grad: The grad of a tensor that is not a leaf is being accessed. It won't be populated during backward()."
                    + " If you indeed want it to be populated for a non-leaf tensor, use retainGrad() on the non-leaf"
                    + " tensor. If you access the non-leaf tensor by mistake, make sure you access the leaf tensor"
                    + " instead.";

    private final Value value;

    /** A tensor that shows {@code value}. */
    public Tensor(Value value) {
        this.value = value;
    }

    @Override
    public final Value value() {
        return value;
    }

    @Override
    public final Tensor wrap(Value result) {
        return new Tensor(result);
    }

    @Override
    public final Tensor self() {
        return this;
    }

    /*
     * ---- creation from Java values
     *
     * Numbers that stand in the call count as PyTorch counts Python numbers: whole ones are int64, others float32. An array has
     * chosen its type, so it keeps it, as PyTorch keeps that of a NumPy array.
     */

    /** {@return a float32 scalar} */
    public static Tensor of(float number) {
        return new Tensor(HostArrays.of(new float[] {number}, Shape.SCALAR));
    }

    /** {@return a float32 scalar; a float64 one is {@code scalar(number, FLOAT64)}} */
    public static Tensor of(double number) {
        return of((float) number);
    }

    /** {@return an int64 scalar} */
    public static Tensor of(long number) {
        return new Tensor(HostArrays.of(new long[] {number}, Shape.SCALAR));
    }

    /** {@return an int64 scalar} */
    public static Tensor of(int number) {
        return of((long) number);
    }

    /** {@return a bool scalar} */
    public static Tensor of(boolean truth) {
        return new Tensor(HostArrays.of(new boolean[] {truth}, Shape.SCALAR));
    }

    /** {@return a scalar of this dtype} */
    public static Tensor scalar(double number, DType dtype) {
        return new Tensor(Arithmetic.full(Shape.SCALAR, dtype, number, Device.getDefault()));
    }

    /**
     * {@return a scalar of this dtype that holds a cell's number} In a compiled function it is the present number at each call, where a Java
     * number would be that of the first.
     */
    public static Tensor scalar(Cell cell, DType dtype) {
        return new Tensor(Arithmetic.number(cell, dtype));
    }

    /** {@return a float32 vector} */
    public static Tensor of(float... elements) {
        return new Tensor(HostArrays.of(elements, Shape.of(elements.length)));
    }

    /** {@return a float64 vector of an array's elements} */
    public static Tensor of(double[] elements) {
        return new Tensor(HostArrays.of(elements, Shape.of(elements.length)));
    }

    /** {@return a float32 vector of the numbers in the call, as {@link #of(double)} of one; an array of doubles gives a float64 one} */
    public static Tensor of(double first, double second, double... rest) {
        float[] elements = new float[rest.length + 2];
        elements[0] = (float) first;
        elements[1] = (float) second;
        for (int i = 0; i < rest.length; i++) {
            elements[i + 2] = (float) rest[i];
        }
        return of(elements);
    }

    /** {@return an int64 vector} */
    public static Tensor of(long... elements) {
        return new Tensor(HostArrays.of(elements, Shape.of(elements.length)));
    }

    /** {@return an int32 vector of an array's elements} */
    public static Tensor of(int[] elements) {
        return new Tensor(HostArrays.of(elements, Shape.of(elements.length)));
    }

    /** {@return an int64 vector of the numbers in the call, as {@link #of(int)} of one; an array of ints gives an int32 one} */
    public static Tensor of(int first, int second, int... rest) {
        long[] elements = new long[rest.length + 2];
        elements[0] = first;
        elements[1] = second;
        for (int i = 0; i < rest.length; i++) {
            elements[i + 2] = rest[i];
        }
        return of(elements);
    }

    /** {@return a bool vector} */
    public static Tensor of(boolean... elements) {
        return new Tensor(HostArrays.of(elements, Shape.of(elements.length)));
    }

    /**
     * {@return a tensor with the elements of nested arrays, e.g. {@code float[][]}; the innermost arrays' type gives the dtype:
     * float32, float64, int64, int32 and bool for float, double, long, int and boolean}
     *
     * @throws ShapeException if the arrays are ragged
     */
    public static Tensor of(Object[] nested) {
        return NestedArrays.read(nested);
    }

    // ---- creation by a rule

    private static Tensor filled(double number, DType dtype, long... sizes) {
        return new Tensor(Arithmetic.full(Shape.of(sizes), dtype, number, Device.getDefault()));
    }

    /** {@return float32 zeros} */
    public static Tensor zeros(long... sizes) {
        return filled(0, DType.FLOAT32, sizes);
    }

    /** {@return zeros of this dtype} */
    public static Tensor zeros(long[] sizes, DType dtype) {
        return filled(0, dtype, sizes);
    }

    /** {@return float32 ones} */
    public static Tensor ones(long... sizes) {
        return filled(1, DType.FLOAT32, sizes);
    }

    /** {@return ones of this dtype} */
    public static Tensor ones(long[] sizes, DType dtype) {
        return filled(1, dtype, sizes);
    }

    /** {@return a float32 tensor with every element {@code number}} */
    public static Tensor full(long[] sizes, double number) {
        return filled(number, DType.FLOAT32, sizes);
    }

    /** {@return an int64 tensor with every element {@code number}} */
    public static Tensor full(long[] sizes, long number) {
        return new Tensor(Creation.full(Shape.of(sizes), number));
    }

    /** {@return a bool tensor with every element {@code truth}} */
    public static Tensor full(long[] sizes, boolean truth) {
        return filled(truth ? 1 : 0, DType.BOOL, sizes);
    }

    /** {@return a tensor of this dtype with every element {@code number}} */
    public static Tensor full(long[] sizes, double number, DType dtype) {
        return filled(number, dtype, sizes);
    }

    /** {@return zeros of this tensor's shape and dtype} */
    public final Tensor zerosLike() {
        return new Tensor(Arithmetic.zerosLike(value));
    }

    /** {@return ones of this tensor's shape and dtype} */
    public final Tensor onesLike() {
        return new Tensor(Arithmetic.onesLike(value));
    }

    /** {@return a tensor of this one's shape and dtype with every element {@code number}} */
    public final Tensor fullLike(double number) {
        return new Tensor(Arithmetic.full(value.shape(), value.dtype(), number, value.device()));
    }

    /** {@return the int64 numbers 0 to before {@code end}} */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** {@return the int64 numbers from {@code start} to before {@code end}} */
    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
    }

    /** {@return the int64 numbers from {@code start} to before {@code end} by {@code step}} */
    public static Tensor arange(long start, long end, long step) {
        return new Tensor(Creation.arange(start, end, step));
    }

    /** {@return the float32 numbers 0, 1, ... to before {@code end}} */
    public static Tensor arange(double end) {
        return arange(0, end, 1, DType.FLOAT32);
    }

    /** {@return the float32 numbers from {@code start} to before {@code end} by 1} */
    public static Tensor arange(double start, double end) {
        return arange(start, end, 1, DType.FLOAT32);
    }

    /** {@return the float32 numbers from {@code start} to before {@code end} by {@code step}} */
    public static Tensor arange(double start, double end, double step) {
        return arange(start, end, step, DType.FLOAT32);
    }

    /** {@return numbers from {@code start} to before {@code end} by {@code step}} */
    public static Tensor arange(double start, double end, double step, DType dtype) {
        return new Tensor(Creation.arange(start, end, step, dtype));
    }

    /** {@return {@code steps} float32 numbers from {@code start} to {@code end}, both included} */
    public static Tensor linspace(double start, double end, long steps) {
        return linspace(start, end, steps, DType.FLOAT32);
    }

    /** {@return {@code steps} numbers from {@code start} to {@code end}, both included} */
    public static Tensor linspace(double start, double end, long steps, DType dtype) {
        return new Tensor(Creation.linspace(start, end, steps, dtype));
    }

    /** {@return the float32 unit matrix with {@code n} rows} */
    public static Tensor eye(long n) {
        return eye(n, n, DType.FLOAT32);
    }

    /** {@return a matrix with ones on the diagonal} */
    public static Tensor eye(long rows, long columns, DType dtype) {
        return new Tensor(Creation.eye(rows, columns, dtype));
    }

    // ---- random creation

    /** {@return float32 numbers in [0, 1), each as likely as the others} */
    public static Tensor rand(long... sizes) {
        return rand(sizes, DType.FLOAT32, Generator.global());
    }

    /** {@return numbers in [0, 1) of a floating dtype} */
    public static Tensor rand(long[] sizes, DType dtype, Generator generator) {
        return new Tensor(Random.uniform(Shape.of(sizes), dtype, 0, 1, generator, Device.getDefault()));
    }

    /** {@return float32 normal numbers with mean 0 and standard deviation 1} */
    public static Tensor randn(long... sizes) {
        return randn(sizes, DType.FLOAT32, Generator.global());
    }

    /** {@return normal numbers with mean 0 and standard deviation 1 of a floating dtype} */
    public static Tensor randn(long[] sizes, DType dtype, Generator generator) {
        return new Tensor(Random.normal(Shape.of(sizes), dtype, 0, 1, generator, Device.getDefault()));
    }

    /** {@return int64 numbers from {@code low} to before {@code high}, each as likely as the others} */
    public static Tensor randint(long low, long high, long[] sizes) {
        return randint(low, high, sizes, DType.INT64, Generator.global());
    }

    /** {@return whole numbers from {@code low} to before {@code high} in this dtype} */
    public static Tensor randint(long low, long high, long[] sizes, DType dtype, Generator generator) {
        return new Tensor(Random.randint(Shape.of(sizes), dtype, low, high, generator, Device.getDefault()));
    }

    /** {@return the int64 numbers 0 to n - 1 in random order} */
    public static Tensor randperm(long n) {
        return randperm(n, Generator.global());
    }

    /** {@return the int64 numbers 0 to n - 1 in random order} */
    public static Tensor randperm(long n, Generator generator) {
        return new Tensor(Random.randperm(n, generator));
    }

    // ---- choices

    /** {@return a where condition is true, else b} */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return a.where(condition, b);
    }

    /** {@return a where condition is true, else b} */
    public static Tensor where(Tensor condition, double a, Tensor b) {
        return new Tensor(Choice.where(condition.value, Scalar.of(a), b.value));
    }

    /** {@return a where condition is true, else b} */
    public static Tensor where(Tensor condition, Tensor a, double b) {
        return a.where(condition, b);
    }

    /** {@return a where condition is true, else b; float32} */
    public static Tensor where(Tensor condition, double a, double b) {
        return new Tensor(Choice.where(condition.value, Scalar.of(a), Scalar.of(b)));
    }

    /** {@return a where condition is true, else b; int64} */
    public static Tensor where(Tensor condition, long a, long b) {
        return new Tensor(Choice.where(condition.value, Scalar.of(a), Scalar.of(b)));
    }

    /** {@return where condition is true: the indices of these elements, a vector for each dim} */
    public static List<Tensor> where(Tensor condition) {
        return condition.nonzeroTuple();
    }

    // ---- parts

    /**
     * {@return what PyTorch's {@code x[indices]} is} Numbers, slices, the ellipsis and new dims make a view; with index tensors or masks among
     * them it is a copy.
     */
    public final Tensor get(Index... indices) {
        return new Tensor(Subscripted.of(this, indices).get());
    }

    /** {@return the slice at these numbers along the first dims, without them: a view} */
    public final Tensor get(long... numbers) {
        return get(Arrays.stream(numbers).mapToObj(Index::at).toArray(Index[]::new));
    }

    /** Writes values, which broadcast, over what the indices name, as {@code x[indices] = values}; {@return this}. */
    public final Tensor set_(Tensor values, Index... indices) {
        Subscripted.of(this, indices).put(values.value, false);
        return this;
    }

    /** Writes a number over what the indices name, as {@code x[indices] = number}; {@return this}. */
    public final Tensor set_(double number, Index... indices) {
        Subscripted.of(this, indices).set(number);
        return this;
    }

    /** Adds values, which broadcast, to what the indices name; an element named several times gets all that comes to it; {@return this}. */
    public final Tensor accumulate_(Tensor values, Index... indices) {
        Subscripted.of(this, indices).put(values.value, true);
        return this;
    }

    // ---- facts

    /** {@return the sizes} */
    public final Shape shape() {
        return value.shape();
    }

    /** {@return the size of a dim; negative dims count from the end} */
    public final long size(int dim) {
        return value.shape().size(Dims.wrap("size", dim, value.rank()));
    }

    /** {@return the number of dims} */
    public final int dim() {
        return value.rank();
    }

    /** {@return the number of elements} */
    public final long numel() {
        return value.numel();
    }

    /** {@return the elements' dtype} */
    public final DType dtype() {
        return value.dtype();
    }

    /** {@return where the elements are} */
    public final Device device() {
        return value.device();
    }

    /**
     * {@return this tensor if it is on the device, else a row-major copy there} The copy's gradient comes back to this tensor's device.
     *
     * @throws dev.vecgrad.type.DeviceException if this machine has no such device
     */
    public final Tensor to(Device device) {
        return this.device().equals(device) ? this : new Tensor(Transfer.to(value, device));
    }

    /** {@return the distance between neighbours of each dim, in elements} */
    public final long[] stride() {
        return value.strides().clone();
    }

    /** {@return how often the elements were written in place, by this tensor or one that shares them; PyTorch's {@code _version}} */
    public final int version() {
        return value.version();
    }

    /** {@return the first element's distance from the start of the storage, in elements} */
    public final long storageOffset() {
        return value.offset();
    }

    /** {@return whether the elements stand in row-major order without gaps} */
    public final boolean isContiguous() {
        return value.isContiguous();
    }

    // ---- elements

    /**
     * {@return the only element as a double}; bools are 0 and 1
     *
     * @throws ShapeException unless the tensor has exactly one element
     */
    public final double item() {
        return HostElements.real(single(), 0);
    }

    /** {@return the only element as a long, floats truncated} */
    public final long itemLong() {
        return HostElements.integer(single(), 0);
    }

    /** {@return whether the only element is not zero} */
    public final boolean itemBoolean() {
        return HostElements.real(single(), 0) != 0;
    }

    private Value single() {
        if (value.numel() != 1) {
            throw new ShapeException("item: a Tensor with " + value.numel()
                    + " elements cannot be converted to Scalar: shape " + value.shape());
        }
        return value;
    }

    /** {@return the elements in row-major order as floats} */
    public final float[] toFloatArray() {
        return HostArrays.floats(Arithmetic.cast(value.detach(), DType.FLOAT32));
    }

    /** {@return the elements in row-major order as doubles} */
    public final double[] toDoubleArray() {
        return HostArrays.doubles(Arithmetic.cast(value.detach(), DType.FLOAT64));
    }

    /** {@return the elements in row-major order as longs} */
    public final long[] toLongArray() {
        return HostArrays.longs(Arithmetic.cast(value.detach(), DType.INT64));
    }

    /** {@return the elements in row-major order as ints} */
    public final int[] toIntArray() {
        return HostArrays.ints(Arithmetic.cast(value.detach(), DType.INT32));
    }

    /** {@return the elements in row-major order as booleans} */
    public final boolean[] toBooleanArray() {
        return HostArrays.booleans(Arithmetic.cast(value.detach(), DType.BOOL));
    }

    /** {@return nested Java arrays of the dtype's own type, e.g. {@code float[][]}; a boxed number for a scalar} */
    public final Object toArray() {
        Object flat = switch (value.dtype()) {
            case FLOAT32 -> toFloatArray();
            case FLOAT64 -> toDoubleArray();
            case INT64 -> toLongArray();
            case INT32 -> toIntArray();
            case BOOL -> toBooleanArray();
        };
        return NestedArrays.write(flat, value.shape());
    }

    // ---- conversion, copies, writing

    /** {@return the tensor in another dtype; itself if it has it already} */
    public final Tensor to(DType dtype) {
        return dtype == value.dtype() ? this : new Tensor(Arithmetic.cast(value, dtype));
    }

    /** {@return a copy in memory of its own; gradients flow through it} */
    @Override
    public final Tensor clone() {
        return new Tensor(Arithmetic.clone(value));
    }

    /** Writes {@code source}, which broadcasts and is converted, over this tensor; {@return this}. */
    public final Tensor copy_(Tensor source) {
        Writing.copy(value, source.value);
        return this;
    }

    /** Sets every element; {@return this}. */
    public final Tensor fill_(double number) {
        Writing.fill(value, number);
        return this;
    }

    /** Sets every element to zero; {@return this}. */
    public final Tensor zero_() {
        Writing.zero(value);
        return this;
    }

    // ---- gradients

    /** {@return whether gradients flow to this tensor} */
    public final boolean requiresGrad() {
        return value.requiresGradByItself();
    }

    /** Asks for a gradient, or no longer; only floating leaves can. {@return this} */
    public final Tensor requiresGrad_(boolean required) {
        value.requiresGrad(required);
        return this;
    }

    /** {@return whether no recorded op made this tensor} */
    public final boolean isLeaf() {
        return value.gradFnByItself() == null;
    }

    /** {@return the gradient that backward accumulated; null before, and always, with a warning, for a tensor that is no leaf and did not {@link #retainGrad}} */
    public final @Nullable Tensor grad() {
        Value grad = value.grad();
        if (grad == null && !value.retainsGrad() && !isLeaf()) {
            System.getLogger(Tensor.class.getName()).log(System.Logger.Level.WARNING, NO_LEAF);
        }
        return grad == null ? null : new Tensor(grad);
    }

    /** Sets or, with null, drops the gradient. */
    public final void setGrad(@Nullable Tensor gradient) {
        value.grad(gradient == null ? null : gradient.value);
    }

    /** {@return the recorded op that made this tensor; null for a leaf} */
    public final @Nullable Node gradFn() {
        return value.gradFnByItself();
    }

    /** Keeps the gradient of a tensor that is no leaf. */
    public final void retainGrad() {
        value.retainGrad();
    }

    /**
     * Lets a function see the gradient of this tensor in each backward pass, before anybody else uses it. What it returns takes the
     * gradient's place, unless that is null. {@return the hook, to remove it}
     *
     * {@snippet :
     * GradientHook clip = x.registerHook(gradient -> gradient.clamp(-1, 1));
     * loss.backward();
     * clip.remove();
     * }
     *
     * @throws AutogradException if this tensor requires no gradient
     */
    public final GradientHook registerHook(Function<Tensor, @Nullable Tensor> function) {
        return GradientHook.register(value, gradient -> {
            Tensor other = function.apply(new Tensor(gradient));
            return other == null ? null : other.value;
        });
    }

    /**
     * Lets an action see this leaf whenever backward has added to its {@code grad()}, e.g. to take an optimiser's step at once and drop the
     * gradient. {@return the hook, to remove it}
     *
     * @throws AutogradException if this tensor requires no gradient or is no leaf
     */
    public final HookHandle registerPostAccumulateGradHook(Consumer<Tensor> action) {
        return AccumulateGrad.registerHook(value, () -> action.accept(this));
    }

    /** {@return the same elements outside the graph: shares memory and version counter} */
    public final Tensor detach() {
        return new Tensor(value.detach());
    }

    /** Lets this tensor, and what its history saved, outlive a scope: the enclosing one frees them, if there is one; {@return this} */
    public final Tensor moveOutOf(Scope scope) {
        scope.keep(Survivors.storages(value).toArray(Storage[]::new));
        return this;
    }

    /** Computes the gradients of this scalar by all leaves and adds them to their {@code grad()}. */
    public final void backward() {
        Engine.backward(new Value[] {value}, new @Nullable Value[] {null}, false, false);
    }

    /** The same for any shape, with the gradient that comes in. */
    public final void backward(Tensor gradient) {
        Engine.backward(new Value[] {value}, new @Nullable Value[] {gradient.value}, false, false);
    }

    /**
     * The same with choices.
     *
     * @param gradient the gradient that comes in; null for a scalar
     * @param retainGraph whether the graph can be used again
     * @param createGraph whether the gradients can be differentiated again
     */
    public final void backward(@Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
        @Nullable Value[] incoming = {gradient == null ? null : gradient.value};
        Engine.backward(new Value[] {value}, incoming, retainGraph, createGraph);
    }

    // ---- text

    /** {@return what PyTorch prints, with {@code dtype=float64} for {@code dtype=torch.float64}} */
    @Override
    public String toString() {
        String device = device().isCpu() ? null : device().toString();
        return text().text(device, autogradText());
    }

    /** {@return the elements as NumPy prints them, e.g. {@code [1. 2.]}} */
    public final String numpyString() {
        return NumpyText.of(shape(), dtype(), elements());
    }

    private TensorText text() {
        return new TensorText(shape(), dtype(), elements());
    }

    private TextElements elements() {
        return TextElements.of(value);
    }

    private @Nullable String autogradText() {
        try {
            Node node = gradFn();
            if (node != null) {
                return "grad_fn=<" + node.name() + ">";
            }
            return requiresGrad() ? "requires_grad=True" : null;
        } catch (AutogradException _) {
            return "grad_fn=<Invalid>";
        }
    }
}
