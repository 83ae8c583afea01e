package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.golden.Agreement;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.ops.PatchGrid;
import dev.vecgrad.ops.ResizeMode;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer and loss against PyTorch in float64: results, first and second gradients on usual, empty, one-element and extreme inputs, and inputs
 * that it refuses. {@code tests/golden/layers.py} tells the entries' names.
 */
class LayerCasesTest {
    private static final GoldenLayers GOLDEN = new GoldenLayers("layers.txt");
    private static final GoldenFile FILE = GOLDEN.file();

    /** Compared elsewhere, as they take several tensors and masks, by these names in {@code attention.txt}. */
    private static final Map<String, String> ATTENTION = Map.of(
            "MultiheadAttention", "self",
            "TransformerEncoderLayer", "block",
            "TransformerEncoder", "encoder",
            "TransformerDecoderLayer", "decoder block",
            "TransformerDecoder", "decoder",
            "Transformer", "transformer");

    /** They hold modules and compute nothing, or are parts of others. */
    private static final Set<String> NO_LAYERS =
            Set.of("ModuleDict", "ModuleList", "ParameterList", "AveragedModel", "NonDynamicallyQuantizableLinear");

    /** They take tensors of all sizes and dtypes. */
    private static final Set<String> TAKE_ALL = Set.of(
            "AlphaDropout",
            "Dropout",
            "Dropout2d",
            "Dropout3d",
            "FeatureAlphaDropout",
            "Identity",
            "Sigmoid",
            "Softsign",
            "Tanh",
            "Tanhshrink");

    /** They take bools or whole numbers where PyTorch has no kernel, as what they do needs no arithmetic of a dtype or promotes as other ops do. */
    private static final Set<String> WIDER = Set.of(
            "Fold.int64",
            "MaxUnpool1d.bool",
            "MaxUnpool1d.int64",
            "MaxUnpool2d.bool",
            "MaxUnpool2d.int64",
            "ReflectionPad1d.bool",
            "ReflectionPad2d.bool",
            "ReflectionPad3d.bool",
            "ReplicationPad1d.bool",
            "ReplicationPad2d.bool",
            "ReplicationPad3d.bool",
            "Softsign.bool",
            "Tanhshrink.bool",
            "Unfold.int64");

    /** They take floating dtypes alone, and say so, where PyTorch computes means and maxima of whole numbers as well. */
    private static final Set<String> NARROWER = Set.of(
            "AvgPool1d.int64",
            "AvgPool2d.int64",
            "CosineEmbeddingLoss.bool",
            "CosineEmbeddingLoss.int64",
            "LocalResponseNorm.int64",
            "MarginRankingLoss.int64",
            "MaxPool2d.int64",
            "PoissonNLLLoss.int64");

    private static final Map<String, Function<DType, Module>> MODULES = new TreeMap<>();

    static {
        make("AdaptiveAvgPool1d", _ -> new AdaptiveAvgPool1d(2));
        make("AdaptiveAvgPool2d", _ -> new AdaptiveAvgPool2d(2));
        make("AdaptiveAvgPool3d", _ -> new AdaptiveAvgPool3d(2));
        make("AdaptiveMaxPool1d", _ -> new AdaptiveMaxPool1d(2));
        make("AdaptiveMaxPool2d", _ -> new AdaptiveMaxPool2d(2));
        make("AlphaDropout", _ -> new AlphaDropout());
        make("AvgPool1d", _ -> new AvgPool1d(2));
        make("AvgPool2d", _ -> new AvgPool2d(2));
        make("BCELoss", _ -> new BCELoss());
        make("BCEWithLogitsLoss", _ -> new BCEWithLogitsLoss());
        make("BatchNorm1d", dtype -> new BatchNorm1d(3, BatchNorm1d.options().dtype(dtype)));
        make("BatchNorm2d", dtype -> new BatchNorm2d(3, BatchNorm2d.options().dtype(dtype)));
        make("CELU", _ -> new CELU(0.5));
        make("ChannelShuffle", _ -> new ChannelShuffle(2));
        make("CircularPad1d", _ -> new CircularPad1d(1));
        make("CircularPad2d", _ -> new CircularPad2d(1));
        make("CircularPad3d", _ -> new CircularPad3d(1));
        make("ConstantPad1d", _ -> new ConstantPad1d(1, 2.5));
        make("ConstantPad2d", _ -> new ConstantPad2d(1, 2.5));
        make("ConstantPad3d", _ -> new ConstantPad3d(1, 2.5));
        make("Conv1d", dtype -> new Conv1d(4, 6, 3, strided(Conv1d.options(), dtype)));
        make("Conv2d", dtype -> new Conv2d(4, 6, 3, strided(Conv2d.options(), dtype)));
        make("ConvTranspose1d", dtype -> new ConvTranspose1d(4, 6, 3, strided(ConvTranspose1d.options(), dtype)));
        make("ConvTranspose2d", dtype -> new ConvTranspose2d(4, 6, 3, strided(ConvTranspose2d.options(), dtype)));
        make("CosineEmbeddingLoss", _ -> new CosineEmbeddingLoss());
        make("CosineSimilarity", _ -> new CosineSimilarity());
        make("CrossEntropyLoss", _ -> new CrossEntropyLoss());
        make("Dropout", _ -> new Dropout());
        make("Dropout1d", _ -> new Dropout1d());
        make("Dropout2d", _ -> new Dropout2d());
        make("Dropout3d", _ -> new Dropout3d());
        make("ELU", _ -> new ELU(0.25));
        make("Embedding", dtype -> new Embedding(5, 3, Embedding.options().dtype(dtype)));
        make(
                "EmbeddingBag",
                dtype -> new EmbeddingBag(
                        5, 3, EmbeddingBag.options().rows(Embedding.options().dtype(dtype))));
        make("FeatureAlphaDropout", _ -> new FeatureAlphaDropout());
        make("Flatten", _ -> new Flatten());
        make("Fold", _ -> new Fold(4, 5, PatchGrid.of(2)));
        make("GELU", _ -> new GELU());
        make("GLU", _ -> new GLU());
        make("GaussianNLLLoss", _ -> new GaussianNLLLoss());
        make("GroupNorm", dtype -> new GroupNorm(2, 4, GroupNorm.options().dtype(dtype)));
        make("Hardshrink", _ -> new Hardshrink());
        make("Hardsigmoid", _ -> new Hardsigmoid());
        make("Hardswish", _ -> new Hardswish());
        make("Hardtanh", _ -> new Hardtanh());
        make("HingeEmbeddingLoss", _ -> new HingeEmbeddingLoss());
        make("HuberLoss", _ -> new HuberLoss());
        make("Identity", _ -> new Identity());
        make(
                "InstanceNorm1d",
                dtype -> new InstanceNorm1d(
                        3, InstanceNorm1d.options().affine(true).dtype(dtype)));
        make(
                "InstanceNorm2d",
                dtype -> new InstanceNorm2d(
                        3, InstanceNorm2d.options().affine(true).dtype(dtype)));
        make("KLDivLoss", _ -> new KLDivLoss(KLDivLoss.options().reduction(KLDivLoss.Reduction.BATCHMEAN)));
        make("L1Loss", _ -> new L1Loss());
        make("LayerNorm", dtype -> new LayerNorm(4, LayerNorm.options().dtype(dtype)));
        make("LeakyReLU", _ -> new LeakyReLU());
        make("Linear", dtype -> new Linear(4, 3, Linear.options().dtype(dtype)));
        make(
                "LinearCrossEntropyLoss",
                dtype -> new LinearCrossEntropyLoss(
                        4,
                        3,
                        LinearCrossEntropyLoss.options()
                                .outFeatures(2)
                                .bias(true)
                                .dtype(dtype)));
        make("LocalResponseNorm", _ -> new LocalResponseNorm(2));
        make("LogSigmoid", _ -> new LogSigmoid());
        make("LogSoftmax", _ -> new LogSoftmax(1));
        make("MSELoss", _ -> new MSELoss());
        make(
                "MarginRankingLoss",
                _ -> new MarginRankingLoss(MarginRankingLoss.options().margin(0.2)));
        make("MaxPool1d", _ -> new MaxPool1d(2));
        make("MaxPool2d", _ -> new MaxPool2d(2));
        make("MaxUnpool1d", _ -> new MaxUnpool1d(2));
        make("MaxUnpool2d", _ -> new MaxUnpool2d(2));
        make("Mish", _ -> new Mish());
        make("MultiLabelMarginLoss", _ -> new MultiLabelMarginLoss());
        make("MultiLabelSoftMarginLoss", _ -> new MultiLabelSoftMarginLoss());
        make("MultiMarginLoss", _ -> new MultiMarginLoss());
        make("NLLLoss", _ -> new NLLLoss());
        make("PReLU", dtype -> new PReLU(1, 0.25, dtype));
        make("PairwiseDistance", _ -> new PairwiseDistance());
        make("PixelShuffle", _ -> new PixelShuffle(2));
        make("PixelUnshuffle", _ -> new PixelUnshuffle(2));
        make("PoissonNLLLoss", _ -> new PoissonNLLLoss());
        make("RMSNorm", dtype -> new RMSNorm(4, RMSNorm.options().dtype(dtype)));
        make("RReLU", _ -> new RReLU());
        make("ReLU", _ -> new ReLU());
        make("ReLU6", _ -> new ReLU6());
        make("ReflectionPad1d", _ -> new ReflectionPad1d(1));
        make("ReflectionPad2d", _ -> new ReflectionPad2d(1));
        make("ReflectionPad3d", _ -> new ReflectionPad3d(1));
        make("ReplicationPad1d", _ -> new ReplicationPad1d(1));
        make("ReplicationPad2d", _ -> new ReplicationPad2d(1));
        make("ReplicationPad3d", _ -> new ReplicationPad3d(1));
        make("SELU", _ -> new SELU());
        make("Sequential", LayerCasesTest::sequential);
        make("SiLU", _ -> new SiLU());
        make("Sigmoid", _ -> new Sigmoid());
        make("SmoothL1Loss", _ -> new SmoothL1Loss());
        make("SoftMarginLoss", _ -> new SoftMarginLoss());
        make("Softmax", _ -> new Softmax(1));
        make("Softmax2d", _ -> new Softmax2d());
        make("Softmin", _ -> new Softmin(1));
        make("Softplus", _ -> new Softplus());
        make("Softshrink", _ -> new Softshrink());
        make("Softsign", _ -> new Softsign());
        make("Tanh", _ -> new Tanh());
        make("Tanhshrink", _ -> new Tanhshrink());
        make("Threshold", _ -> new Threshold(0.1, -2));
        make("TripletMarginLoss", _ -> new TripletMarginLoss());
        make("TripletMarginWithDistanceLoss", _ -> new TripletMarginWithDistanceLoss());
        make("Unflatten", _ -> new Unflatten(1, 2, 3));
        make("Unfold", _ -> new Unfold(PatchGrid.of(2)));
        make("Upsample", _ -> new Upsample(Upsample.options().scaleFactor(2).mode(ResizeMode.BILINEAR)));
        make(
                "UpsamplingBilinear2d",
                _ -> new UpsamplingBilinear2d(Upsample.options().scaleFactor(2)));
        make(
                "UpsamplingNearest2d",
                _ -> new UpsamplingNearest2d(Upsample.options().scaleFactor(2)));
        make("ZeroPad1d", _ -> new ZeroPad1d(1));
        make("ZeroPad2d", _ -> new ZeroPad2d(1));
        make("ZeroPad3d", _ -> new ZeroPad3d(1));
    }

    private static void make(String name, Function<DType, Module> module) {
        MODULES.put(name, module);
    }

    private static Module sequential(DType dtype) {
        LinearOptions options = Linear.options().dtype(dtype);
        return new Sequential(new Linear(4, 3, options), new Tanh(), new Linear(3, 1, options));
    }

    private static ConvOptions strided(ConvOptions options, DType dtype) {
        return options.stride(2).padding(1).groups(2).dtype(dtype);
    }

    static Stream<Arguments> cases() {
        return variants("usual", "empty", "one", "extreme", "extreme32", "wrong");
    }

    /** Those with numbers that float32 can hold. */
    static Stream<Arguments> singleCases() {
        return variants("usual", "empty", "one", "extreme32", "wrong");
    }

    private static Stream<Arguments> variants(String... variants) {
        return MODULES.keySet().stream()
                .flatMap(name -> Stream.of(variants).map(variant -> Arguments.of(name, variant)));
    }

    @Test
    void everyLayerAndLossHasCases() throws IOException {
        List<String> missing = new ArrayList<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/vecgrad/nn"))) {
            sources.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(LayerCasesTest::isModule)
                    .filter(name -> !MODULES.containsKey(name) && !NO_LAYERS.contains(name))
                    .filter(name -> !ATTENTION.containsKey(name))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
        GoldenFile attention = GoldenFile.read("attention.txt");
        ATTENTION
                .values()
                .forEach(name -> Stream.of("", " empty", " one", " extreme", " extreme32")
                        .forEach(which -> assertThat(attention.has(name + which + ".second"))
                                .as(name + which)
                                .isTrue()));
    }

    /** Where PyTorch has no gradient or a wrong one, {@code tests/golden/layers.py} says so. */
    @Test
    void everyCaseHasAllParts() {
        List<String> missing = new ArrayList<>();
        for (String name : MODULES.keySet()) {
            for (String variant : List.of("usual", "empty", "one", "extreme", "extreme32")) {
                for (String part : List.of("out", "first", "second")) {
                    String entry = name + "." + variant + "." + part;
                    if (!FILE.has(entry) && !isWithout(name, variant, part)) {
                        missing.add(entry);
                    }
                }
            }
            boolean refuses = Stream.of("wrong", "bool", "int64")
                    .map(variant -> name + "." + variant)
                    .anyMatch(key -> FILE.has(key + ".refused") && !WIDER.contains(key));
            assertThat(refuses).as(name).isNotEqualTo(TAKE_ALL.contains(name));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isWithout(String name, String variant, String part) {
        return switch (name) {
            case "Hardsigmoid" -> !part.equals("out");
            case "InstanceNorm1d", "InstanceNorm2d", "PixelShuffle", "PixelUnshuffle" -> variant.equals("empty");
            case "MultiLabelMarginLoss", "MultiMarginLoss" ->
                part.equals("second") || part.equals("out") && variant.equals("empty");
            case "Mish" -> part.equals("second") && variant.startsWith("extreme");
            default -> false;
        };
    }

    private static boolean isModule(String name) {
        try {
            Class<?> type = Class.forName(LayerCasesTest.class.getPackageName() + "." + name);
            return Module.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void agreesWithPytorch(String name, String variant) {
        Module module = module(name, DType.FLOAT64);
        String key = name + "." + variant;
        if (FILE.has(key + ".refused")) {
            assertRefused(key, module, x -> x);
        } else {
            run(key, module, x -> x).forEach((entry, found) -> {
                if (FILE.has(entry)) {
                    GOLDEN.assertClose(found, entry);
                }
            });
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("typedCases")
    void takesTheSameDtypes(String name, String dtype) {
        String key = name + "." + dtype;
        Module module = module(name, DType.FLOAT64);
        if (FILE.has(key + ".refused") && !WIDER.contains(key) || NARROWER.contains(key)) {
            assertThatThrownBy(() -> call(module, inputs(key, x -> x)))
                    .as(key)
                    .isInstanceOfAny(VecgradException.class, IllegalArgumentException.class);
        } else {
            DType found = call(module, inputs(key, x -> x)).dtype();
            assertThat(WIDER.contains(key) || found.toString().equals(FILE.text(key + ".result")))
                    .as("%s gives %s", key, found)
                    .isTrue();
        }
    }

    static Stream<Arguments> typedCases() {
        return variants("bool", "int64").filter(typed -> FILE.has(typed.get()[0] + "." + typed.get()[1] + ".in0"));
    }

    /** A result and its gradients are at most 100 operations in a row: {@link Agreement#assertNear} says what follows. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("singleCases")
    void singlePrecisionIsNear(String name, String variant) {
        String key = name + "." + variant;
        Module single = module(name, DType.FLOAT32);
        if (FILE.has(key + ".refused")) {
            assertRefused(key, single, x -> x.to(DType.FLOAT32));
            return;
        }
        Module nudged = module(name, DType.FLOAT64);
        nudged.parameters().forEach(p -> p.detach().copy_(Agreement.nudge(p.detach())));
        Map<String, double[]> moved = run(key, nudged, Agreement::nudge);
        run(key, single, x -> x.to(DType.FLOAT32)).forEach((entry, found) -> {
            if (FILE.has(entry)) {
                GOLDEN.assertNear(found, Objects.requireNonNull(moved.get(entry)), entry, 100);
            }
        });
    }

    private static Module module(String name, DType dtype) {
        Module module = Objects.requireNonNull(MODULES.get(name)).apply(dtype);
        GoldenLayers.fill(module.parameters(), FILE.doubles(name + ".parameters"));
        if (name.contains("ropout") || name.equals("RReLU")) {
            module.eval();
        }
        return module;
    }

    private static void assertRefused(String key, Module module, UnaryOperator<Tensor> form) {
        assertThatThrownBy(() -> run(key, module, form))
                .isInstanceOfAny(VecgradException.class, IllegalArgumentException.class);
    }

    /** Result and gradients by their names in the file, of inputs in a form. */
    private static Map<String, double[]> run(String key, Module module, UnaryOperator<Tensor> form) {
        List<Tensor> in = inputs(key, form);
        Tensor out = call(module, in);
        Map<String, double[]> parts = new TreeMap<>();
        if (FILE.has(key + ".shape")) {
            assertThat(out.shape().toArray()).isEqualTo(FILE.longs(key + ".shape"));
        }
        parts.put(key + ".out", out.toDoubleArray());
        List<Tensor> wanted =
                new ArrayList<>(in.stream().filter(Tensor::requiresGrad).toList());
        wanted.addAll(module.parameters());
        List<Tensor> first = gradients(out.mul(weights(out)).sum(), wanted);
        parts.put(key + ".first", numbers(first));
        Tensor squares =
                first.stream().map(g -> g.square().sum()).reduce(Tensor::add).orElseThrow();
        parts.put(key + ".second", numbers(gradients(squares, wanted)));
        return parts;
    }

    private static List<Tensor> inputs(String key, UnaryOperator<Tensor> form) {
        List<Tensor> in = new ArrayList<>();
        while (FILE.has(key + ".in" + in.size())) {
            in.add(input(key + ".in" + in.size(), form));
        }
        return in;
    }

    /** Numbers that no gradient is asked for keep theirs: some are labels. */
    private static Tensor input(String key, UnaryOperator<Tensor> form) {
        long[] shape = FILE.longs(key + ".shape");
        String dtype = FILE.text(key + ".dtype");
        if (!dtype.equals("float64")) {
            Tensor whole = Tensor.of(FILE.longs(key)).view(shape);
            return dtype.equals("bool") ? whole.to(DType.BOOL) : whole;
        }
        Tensor given = Tensor.of(FILE.doubles(key)).view(shape);
        boolean isConstant = FILE.ints(key + ".constant")[0] != 0;
        Tensor formed = form.apply(given);
        return isConstant ? given.to(formed.dtype()) : formed.clone().requiresGrad_(true);
    }

    private static Tensor weights(Tensor out) {
        double count = out.numel();
        return Tensor.arange(1.0, count + 1, 1, out.dtype())
                .div(Math.max(1, count))
                .view(out.shape().toArray());
    }

    private static List<Tensor> gradients(Tensor of, List<Tensor> wanted) {
        List<@Nullable Tensor> found = of.requiresGrad()
                ? Autograd.gradOrNull(List.of(of), wanted, List.of(of.onesLike()), GradOptions.CREATE_GRAPH)
                : List.of();
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Tensor gradient = found.isEmpty() ? null : found.get(i);
            all.add(gradient == null ? wanted.get(i).detach().zerosLike() : gradient);
        }
        return all;
    }

    private static double[] numbers(List<Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
    }

    private static Tensor call(Module module, List<Tensor> in) {
        if (module instanceof Layer layer && in.size() == 1) {
            return layer.forward(in.getFirst());
        }
        Method method = Arrays.stream(module.getClass().getMethods())
                .filter(m -> m.getName().equals("forward") && m.getReturnType() == Tensor.class)
                .filter(m -> Arrays.stream(m.getParameterTypes())
                                .filter(Tensor.class::equals)
                                .count()
                        == in.size())
                .findFirst()
                .orElseThrow();
        List<Object> arguments = new ArrayList<>(in);
        if (method.isVarArgs()) {
            arguments.add(new long[0]);
        }
        try {
            return (Tensor) method.invoke(module, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw (RuntimeException) Objects.requireNonNull(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
