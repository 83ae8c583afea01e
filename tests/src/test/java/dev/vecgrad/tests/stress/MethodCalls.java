package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Operand;
import dev.vecgrad.ops.TensorMethods;
import dev.vecgrad.type.DType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of every method of the families, in-place ones too, and of Tensor's static ones, with random arguments, most of which are wrong. */
final class MethodCalls {
    private static final long[] NUMBERS = {-3, -2, -1, 0, 1, 2, 3, 4, 5, 7};
    private static final long[] EXTREME = {
        Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 40
    };
    private static final double[] REALS = {
        -1, -0.5, 0, 0.25, 0.5, 1, 2, 3, 1e30, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    /** Of the families' methods these are no ops. */
    private static final Set<String> NO_OPS = Set.of("value", "wrap", "self");

    private static final Set<Class<?>> KNOWN = Set.of(
            Operand.class,
            Tensor.class,
            List.class,
            int.class,
            long.class,
            double.class,
            boolean.class,
            int[].class,
            long[].class,
            DType.class,
            Generator.class);

    private static final List<Method> METHODS = methods();

    private final SplittableRandom random;
    private final RandomTensors tensors;

    private MethodCalls(SplittableRandom random) {
        this.random = random;
        this.tensors = new RandomTensors(random);
    }

    private static List<Method> methods() {
        Stream<Method> ofFamilies =
                Arrays.stream(TensorMethods.class.getMethods()).filter(m -> !NO_OPS.contains(m.getName()));
        Stream<Method> ofTensor = Arrays.stream(Tensor.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == Tensor.class);
        return Stream.concat(ofFamilies, ofTensor)
                .filter(m -> Arrays.stream(m.getParameterTypes()).allMatch(MethodCalls::isKnown))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static boolean isKnown(Class<?> type) {
        return KNOWN.contains(type) || type.isEnum();
    }

    /** {@return how many methods there are} */
    static int count() {
        return METHODS.size();
    }

    /** {@return a random call} */
    static Attempt next(SplittableRandom random) {
        return new MethodCalls(random).call(METHODS.get(random.nextInt(METHODS.size())));
    }

    private Attempt call(Method method) {
        long[] shape = tensors.shape();
        DType dtype = tensors.dtype();
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        Tensor receiver = tensors.tensor(shape, dtype);
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, shape, dtype))
                .toArray();
        String what = (isStatic ? "" : RandomTensors.text(receiver) + " . ")
                + method.getName()
                + Arrays.stream(arguments).map(MethodCalls::text).toList();
        return new Attempt(what, () -> invoke(method, receiver, arguments));
    }

    private static Object invoke(Method method, Object receiver, Object[] arguments) {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object argument(Parameter parameter, long[] shape, DType dtype) {
        Class<?> type = parameter.getType();
        if (type == Operand.class || type == Tensor.class) {
            return operand(parameter.getName().toLowerCase(Locale.ROOT), shape, dtype);
        }
        if (type == List.class) {
            return Stream.generate(() -> operand("", shape, dtype))
                    .limit(random.nextInt(4))
                    .toList();
        }
        if (type == DType.class) {
            return tensors.dtype();
        }
        if (type == Generator.class) {
            return Generator.philox(random.nextLong());
        }
        return type.isEnum() ? tensors.any(type.getEnumConstants()) : number(type, shape.length);
    }

    private Tensor operand(String name, long[] shape, DType dtype) {
        long[] own = tensors.shapeLike(shape);
        if (name.contains("index") || name.contains("indices")) {
            return random.nextInt(8) == 0 ? tensors.tensor(own, tensors.dtype()) : tensors.indices(own);
        }
        if (name.contains("mask") || name.contains("condition")) {
            return tensors.tensor(own, random.nextInt(8) == 0 ? tensors.dtype() : DType.BOOL);
        }
        return tensors.tensor(own, random.nextInt(3) == 0 ? tensors.dtype() : dtype);
    }

    private Object number(Class<?> type, int rank) {
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == double.class) {
            return REALS[random.nextInt(REALS.length)];
        }
        if (type == long.class) {
            return whole();
        }
        if (type == int.class) {
            return dim(rank);
        }
        int length = random.nextInt(5);
        return type == int[].class
                ? IntStream.generate(() -> dim(rank)).limit(length).toArray()
                : IntStream.range(0, length).mapToLong(_ -> whole()).toArray();
    }

    private long whole() {
        return random.nextInt(40) == 0
                ? EXTREME[random.nextInt(EXTREME.length)]
                : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private int dim(int rank) {
        return random.nextInt(6) == 0 ? (int) whole() : random.nextInt(-Math.max(rank, 1), Math.max(rank, 1));
    }

    private static String text(Object argument) {
        return switch (argument) {
            case Tensor tensor -> RandomTensors.text(tensor);
            case List<?> several ->
                several.stream().map(MethodCalls::text).toList().toString();
            case int[] numbers -> Arrays.toString(numbers);
            case long[] numbers -> Arrays.toString(numbers);
            default -> argument.toString();
        };
    }
}
