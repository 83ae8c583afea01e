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

    /** They take tensors of all sizes; what else they refuse is in tests of their own. */
    private static final Set<String> TAKE_ALL = Set.of(
            "AlphaDropout",
            "CELU",
            "Dropout",
            "Dropout2d",
            "ELU",
            "Embedding",
            "FeatureAlphaDropout",
            "GELU",
            "Hardshrink",
            "Hardsigmoid",
            "Hardswish",
            "Hardtanh",
            "Identity",
            "LeakyReLU",
            "LogSigmoid",
            "Mish",
            "PReLU",
            "RReLU",
            "ReLU",
            "ReLU6",
            "SELU",
            "SiLU",
            "Sigmoid",
            "Softplus",
            "Softshrink",
            "Softsign",
            "Tanh",
            "Tanhshrink",
            "Threshold");

    private static final Map<String, Function<DType, Module>> MODULES = new TreeMap<>(Map.ofEntries(
            Map.entry("AdaptiveAvgPool1d", _ -> new AdaptiveAvgPool1d(2)),
            Map.entry("AdaptiveAvgPool2d", _ -> new AdaptiveAvgPool2d(2)),
            Map.entry("AdaptiveAvgPool3d", _ -> new AdaptiveAvgPool3d(2)),
            Map.entry("AdaptiveMaxPool1d", _ -> new AdaptiveMaxPool1d(2)),
            Map.entry("AdaptiveMaxPool2d", _ -> new AdaptiveMaxPool2d(2)),
            Map.entry("AlphaDropout", _ -> new AlphaDropout()),
            Map.entry("AvgPool1d", _ -> new AvgPool1d(2)),
            Map.entry("AvgPool2d", _ -> new AvgPool2d(2)),
            Map.entry("BCELoss", _ -> new BCELoss()),
            Map.entry("BCEWithLogitsLoss", _ -> new BCEWithLogitsLoss()),
            Map.entry(
                    "BatchNorm1d",
                    dtype -> new BatchNorm1d(3, BatchNorm1d.options().dtype(dtype))),
            Map.entry(
                    "BatchNorm2d",
                    dtype -> new BatchNorm2d(3, BatchNorm2d.options().dtype(dtype))),
            Map.entry("CELU", _ -> new CELU(0.5)),
            Map.entry("ChannelShuffle", _ -> new ChannelShuffle(2)),
            Map.entry("CircularPad1d", _ -> new CircularPad1d(1)),
            Map.entry("CircularPad2d", _ -> new CircularPad2d(1)),
            Map.entry("CircularPad3d", _ -> new CircularPad3d(1)),
            Map.entry("ConstantPad1d", _ -> new ConstantPad1d(1, 2.5)),
            Map.entry("ConstantPad2d", _ -> new ConstantPad2d(1, 2.5)),
            Map.entry("ConstantPad3d", _ -> new ConstantPad3d(1, 2.5)),
            Map.entry("Conv1d", dtype -> new Conv1d(4, 6, 3, strided(Conv1d.options(), dtype))),
            Map.entry("Conv2d", dtype -> new Conv2d(4, 6, 3, strided(Conv2d.options(), dtype))),
            Map.entry(
                    "ConvTranspose1d",
                    dtype -> new ConvTranspose1d(4, 6, 3, strided(ConvTranspose1d.options(), dtype))),
            Map.entry(
                    "ConvTranspose2d",
                    dtype -> new ConvTranspose2d(4, 6, 3, strided(ConvTranspose2d.options(), dtype))),
            Map.entry("CosineEmbeddingLoss", _ -> new CosineEmbeddingLoss()),
            Map.entry("CosineSimilarity", _ -> new CosineSimilarity()),
            Map.entry("CrossEntropyLoss", _ -> new CrossEntropyLoss()),
            Map.entry("Dropout", _ -> new Dropout()),
            Map.entry("Dropout1d", _ -> new Dropout1d()),
            Map.entry("Dropout2d", _ -> new Dropout2d()),
            Map.entry("ELU", _ -> new ELU(0.25)),
            Map.entry(
                    "Embedding",
                    dtype -> new Embedding(5, 3, Embedding.options().dtype(dtype))),
            Map.entry(
                    "EmbeddingBag",
                    dtype -> new EmbeddingBag(
                            5,
                            3,
                            EmbeddingBag.options().rows(Embedding.options().dtype(dtype)))),
            Map.entry("FeatureAlphaDropout", _ -> new FeatureAlphaDropout()),
            Map.entry("Flatten", _ -> new Flatten()),
            Map.entry("Fold", _ -> new Fold(4, 5, PatchGrid.of(2))),
            Map.entry("GELU", _ -> new GELU()),
            Map.entry("GLU", _ -> new GLU()),
            Map.entry("GaussianNLLLoss", _ -> new GaussianNLLLoss()),
            Map.entry(
                    "GroupNorm",
                    dtype -> new GroupNorm(2, 4, GroupNorm.options().dtype(dtype))),
            Map.entry("Hardshrink", _ -> new Hardshrink()),
            Map.entry("Hardsigmoid", _ -> new Hardsigmoid()),
            Map.entry("Hardswish", _ -> new Hardswish()),
            Map.entry("Hardtanh", _ -> new Hardtanh()),
            Map.entry("HingeEmbeddingLoss", _ -> new HingeEmbeddingLoss()),
            Map.entry("HuberLoss", _ -> new HuberLoss()),
            Map.entry("Identity", _ -> new Identity()),
            Map.entry(
                    "InstanceNorm1d",
                    dtype -> new InstanceNorm1d(
                            3, InstanceNorm1d.options().affine(true).dtype(dtype))),
            Map.entry(
                    "InstanceNorm2d",
                    dtype -> new InstanceNorm2d(
                            3, InstanceNorm2d.options().affine(true).dtype(dtype))),
            Map.entry("KLDivLoss", _ -> new KLDivLoss(KLDivLoss.options().reduction(KLDivLoss.Reduction.BATCHMEAN))),
            Map.entry("L1Loss", _ -> new L1Loss()),
            Map.entry("LayerNorm", dtype -> new LayerNorm(4, LayerNorm.options().dtype(dtype))),
            Map.entry("LeakyReLU", _ -> new LeakyReLU()),
            Map.entry("Linear", dtype -> new Linear(4, 3, Linear.options().dtype(dtype))),
            Map.entry("LocalResponseNorm", _ -> new LocalResponseNorm(2)),
            Map.entry("LogSigmoid", _ -> new LogSigmoid()),
            Map.entry("LogSoftmax", _ -> new LogSoftmax(1)),
            Map.entry("MSELoss", _ -> new MSELoss()),
            Map.entry(
                    "MarginRankingLoss",
                    _ -> new MarginRankingLoss(MarginRankingLoss.options().margin(0.2))),
            Map.entry("MaxPool1d", _ -> new MaxPool1d(2)),
            Map.entry("MaxPool2d", _ -> new MaxPool2d(2)),
            Map.entry("MaxUnpool1d", _ -> new MaxUnpool1d(2)),
            Map.entry("MaxUnpool2d", _ -> new MaxUnpool2d(2)),
            Map.entry("Mish", _ -> new Mish()),
            Map.entry("MultiLabelMarginLoss", _ -> new MultiLabelMarginLoss()),
            Map.entry("MultiLabelSoftMarginLoss", _ -> new MultiLabelSoftMarginLoss()),
            Map.entry("MultiMarginLoss", _ -> new MultiMarginLoss()),
            Map.entry("NLLLoss", _ -> new NLLLoss()),
            Map.entry("PReLU", dtype -> new PReLU(1, 0.25, dtype)),
            Map.entry("PairwiseDistance", _ -> new PairwiseDistance()),
            Map.entry("PixelShuffle", _ -> new PixelShuffle(2)),
            Map.entry("PixelUnshuffle", _ -> new PixelUnshuffle(2)),
            Map.entry("PoissonNLLLoss", _ -> new PoissonNLLLoss()),
            Map.entry("RMSNorm", dtype -> new RMSNorm(4, RMSNorm.options().dtype(dtype))),
            Map.entry("RReLU", _ -> new RReLU()),
            Map.entry("ReLU", _ -> new ReLU()),
            Map.entry("ReLU6", _ -> new ReLU6()),
            Map.entry("ReflectionPad1d", _ -> new ReflectionPad1d(1)),
            Map.entry("ReflectionPad2d", _ -> new ReflectionPad2d(1)),
            Map.entry("ReflectionPad3d", _ -> new ReflectionPad3d(1)),
            Map.entry("ReplicationPad1d", _ -> new ReplicationPad1d(1)),
            Map.entry("ReplicationPad2d", _ -> new ReplicationPad2d(1)),
            Map.entry("ReplicationPad3d", _ -> new ReplicationPad3d(1)),
            Map.entry("SELU", _ -> new SELU()),
            Map.entry("Sequential", LayerCasesTest::sequential),
            Map.entry("SiLU", _ -> new SiLU()),
            Map.entry("Sigmoid", _ -> new Sigmoid()),
            Map.entry("SmoothL1Loss", _ -> new SmoothL1Loss()),
            Map.entry("SoftMarginLoss", _ -> new SoftMarginLoss()),
            Map.entry("Softmax", _ -> new Softmax(1)),
            Map.entry("Softmax2d", _ -> new Softmax2d()),
            Map.entry("Softmin", _ -> new Softmin(1)),
            Map.entry("Softplus", _ -> new Softplus()),
            Map.entry("Softshrink", _ -> new Softshrink()),
            Map.entry("Softsign", _ -> new Softsign()),
            Map.entry("Tanh", _ -> new Tanh()),
            Map.entry("Tanhshrink", _ -> new Tanhshrink()),
            Map.entry("Threshold", _ -> new Threshold(0.1, -2)),
            Map.entry("TripletMarginLoss", _ -> new TripletMarginLoss()),
            Map.entry("TripletMarginWithDistanceLoss", _ -> new TripletMarginWithDistanceLoss()),
            Map.entry("Unflatten", _ -> new Unflatten(1, 2, 3)),
            Map.entry("Unfold", _ -> new Unfold(PatchGrid.of(2))),
            Map.entry(
                    "Upsample",
                    _ -> new Upsample(Upsample.options().scaleFactor(2).mode(ResizeMode.BILINEAR))),
            Map.entry(
                    "UpsamplingBilinear2d",
                    _ -> new UpsamplingBilinear2d(Upsample.options().scaleFactor(2))),
            Map.entry(
                    "UpsamplingNearest2d",
                    _ -> new UpsamplingNearest2d(Upsample.options().scaleFactor(2))),
            Map.entry("ZeroPad1d", _ -> new ZeroPad1d(1)),
            Map.entry("ZeroPad2d", _ -> new ZeroPad2d(1)),
            Map.entry("ZeroPad3d", _ -> new ZeroPad3d(1))));

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
            assertThat(FILE.has(name + ".wrong.refused")).as(name).isNotEqualTo(TAKE_ALL.contains(name));
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
        List<Tensor> in = new ArrayList<>();
        while (FILE.has(key + ".in" + in.size())) {
            in.add(input(key + ".in" + in.size(), form));
        }
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

    /** Numbers that no gradient is asked for keep theirs: some are labels. */
    private static Tensor input(String key, UnaryOperator<Tensor> form) {
        long[] shape = FILE.longs(key + ".shape");
        if (FILE.text(key + ".dtype").equals("int64")) {
            return Tensor.of(FILE.longs(key)).view(shape);
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
