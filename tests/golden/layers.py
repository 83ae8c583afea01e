"""Every layer and loss of PyTorch that is here, in float64, for LayerCasesTest: results, first and second gradients on usual, empty, one-element and
extreme inputs, those that float32 can hold too (extreme32), and inputs that are refused. Run: python tests/golden/layers.py

An entry is `NAME.VARIANT.PART`. Inputs are `in0`, `in1`, ... with `in0.shape`, `in0.dtype` and `in0.constant`, 1 if no
gradient by it is asked for; parameters are `NAME.parameters`, one after the other.
`out` is the result, `first` the gradients of sum(out * w) by floating inputs and parameters, one after the other, w being 1, 2, ... / number of elements, and
`second` those of the sum of the squares of `first`. `refused` stands instead where PyTorch raises an error. Layers that draw numbers are in evaluation.
Of inputs that are bools or whole numbers (int64) only the result's dtype is told: `result`."""

import torch
from torch import nn

from golden_file import GoldenFile

golden = GoldenFile("layers.txt", "layers.py", f"PyTorch {torch.__version__}")
double = torch.float64
torch.manual_seed(17)
# "wide" is for sums, in which 1e100 and -1e100 would leave what depends on their order; "nonzero" for PReLU, whose second gradients at 0 fit no slope there;
# "mild" for SoftMarginLoss, which overflows in PyTorch where exp does
EXTREMES = {"real": [1e100, -1e100, 1e-300, 0.0, -0.0, 40.0, -40.0, -1e-300], "share": [0.0, 1.0, 1e-300, 0.5], "positive": [1e-300, 1e100, 1.0],
            "wide": [1e100, -1e-300, 0.0, -0.0, 40.0, -40.0, 1e-300], "nonzero": [1e100, -1e100, 1e-300, 40.0, -40.0, -1e-300],
            "mild": [300.0, -300.0, 1e-300, 0.0, -0.0, 40.0, -40.0, -1e-300], "given": [0.0, 1.0, 1e-300, 0.5]}
# Those that float32 can hold, as can their squares and products with some hundreds
SINGLE_EXTREMES = {"real": [1e6, -1e6, 1e-30, 0.0, -0.0, 40.0, -40.0, -1e-30], "share": [0.0, 1.0, 1e-30, 0.5], "positive": [1e-6, 1e6, 1.0],
                   "wide": [1e6, -1e-30, 0.0, -0.0, 40.0, -40.0, 1e-30], "nonzero": [1e6, -1e6, 1e-30, 40.0, -40.0, -1e-30],
                   "mild": [80.0, -80.0, 1e-30, 0.0, -0.0, 40.0, -40.0, -1e-30], "given": [0.0, 1.0, 1e-30, 0.5]}
CONSTANT = ("sign", "given")
# What PyTorch does wrong, and we do not compare with
WRONG = ("Hardsigmoid.first",  # it has a sixth that was rounded to float32
         "InstanceNorm1d.empty.refused", "InstanceNorm2d.empty.refused",  # it looks at the first of no images
         "PixelShuffle.empty", "PixelUnshuffle.empty",  # empty images keep their sizes
         "MultiLabelMarginLoss.empty.out", "MultiMarginLoss.empty.out",  # numbers that nobody wrote; NaN with other losses
         "Mish.extreme.second", "Mish.extreme32.second")  # NaN by infinity times 0


def draw(kind, shape):
    if isinstance(kind, int):
        return torch.randint(0, kind, shape)
    if kind == "sign":
        return torch.randint(0, 2, shape).to(double) * 2 - 1
    normal = torch.randn(shape, dtype=double)
    return {"share": normal.sigmoid(), "given": normal.sigmoid(), "positive": normal.exp()}.get(kind, normal)


def extreme(kind, shape, extremes=EXTREMES):
    if kind not in extremes:
        return draw(kind, shape)
    x = draw(kind, shape).flatten()
    numbers = extremes[kind]
    for i in range(x.numel()):
        if i % 2 == 0:
            x[i] = numbers[(i // 2) % len(numbers)]
    return x.reshape(shape)


def single_extreme(kind, shape):
    """As float32 holds them."""
    x = extreme(kind, shape, SINGLE_EXTREMES)
    return x.float().to(double) if x.is_floating_point() else x


def gradients(of, wanted, **more):
    """None where PyTorch has no such gradients, or fails."""
    try:
        found = torch.autograd.grad(of, wanted, allow_unused=True, **more) if of.requires_grad else [None] * len(wanted)
    except RuntimeError:
        return None
    return [torch.zeros_like(x) if g is None else g for x, g in zip(wanted, found)]


def result(module, leaves):
    out = module(*leaves)
    return out[0] if isinstance(out, tuple) else out


def parts_of(module, leaves, out):
    wanted = [x for x in leaves if x.requires_grad] + list(module.parameters())
    w = torch.arange(1, out.numel() + 1, dtype=double).reshape(out.shape) / max(1, out.numel())
    first = gradients((out * w).sum(), wanted, create_graph=True)
    second = gradients(sum((g * g).sum() for g in first), wanted) if first else None
    return {part: tensors for part, tensors in (("out", [out]), ("first", first), ("second", second)) if tensors is not None}


def numbers(tensor):
    """PyTorch has zeros without memory."""
    return [0.0] * tensor.numel() if tensor._is_zerotensor() else tensor.detach().flatten().tolist()


def is_wrong(name, which, part):
    return any(key in WRONG for key in (f"{name}.{part}", f"{name}.{which}", f"{name}.{which}.{part}"))


def variant(name, module, which, kinds, inputs):
    for i, x in enumerate(inputs):
        golden.add(f"{name}.{which}.in{i}.shape", list(x.shape))
        golden.add_text(f"{name}.{which}.in{i}.dtype", str(x.dtype).removeprefix("torch."))
        golden.add(f"{name}.{which}.in{i}", x.flatten().tolist())
        golden.add(f"{name}.{which}.in{i}.constant", [kinds[i] in CONSTANT])
    leaves = [x.clone().requires_grad_(x.is_floating_point() and kind not in CONSTANT) for kind, x in zip(kinds, inputs)]
    try:
        out = result(module, leaves)
    except (RuntimeError, ValueError, IndexError) as e:
        if not is_wrong(name, which, "refused"):
            golden.add_text(f"{name}.{which}.refused", str(e).split("\n")[0][:120])
        return
    parts = parts_of(module, leaves, out)
    if not is_wrong(name, which, "shape"):
        golden.add(f"{name}.{which}.shape", list(out.shape))
    for part, tensors in parts.items():
        if not is_wrong(name, which, part):
            golden.add(f"{name}.{which}.{part}", [float(v) for t in tensors for v in numbers(t)])


def typed(name, module, dtype, kinds, inputs):
    """Indices stay but for the first input's, whose place bools take."""
    which = str(dtype).removeprefix("torch.")
    is_index = [isinstance(kind, int) for kind in kinds]
    if is_index[0] and dtype != torch.bool:
        return
    leaves = [x if i > 0 and is_index[i] else x > 0 if dtype == torch.bool else (3 * x).long() for i, x in enumerate(inputs)]
    for i, x in enumerate(leaves):
        golden.add(f"{name}.{which}.in{i}.shape", list(x.shape))
        golden.add_text(f"{name}.{which}.in{i}.dtype", str(x.dtype).removeprefix("torch."))
        golden.add(f"{name}.{which}.in{i}", x.flatten().long().tolist())
    try:
        golden.add_text(f"{name}.{which}.result", str(result(module, leaves).dtype).removeprefix("torch."))
    except (RuntimeError, ValueError, IndexError) as e:
        golden.add_text(f"{name}.{which}.refused", str(e).split("\n")[0][:120])


def case(name, module, *inputs, one=None, bad=None):
    """Inputs are kinds with shapes: a number stands for indices below it. `one` and `bad` are shapes of the first input, or of all."""
    module = module.to(double).eval() if "ropout" in name or name == "RReLU" else module.to(double)
    for p in module.parameters():
        p.data.copy_(torch.randn(p.shape, dtype=double))
    golden.add(f"{name}.parameters", [v for p in module.parameters() for v in p.flatten().tolist()])
    kinds = [kind for kind, _ in inputs]
    smallest = [(1, *shape[1:]) for _, shape in inputs] if one is None else [one] if isinstance(one[0], int) else one
    wrong = [bad or ()] + [shape for _, shape in inputs[1:]]
    variant(name, module, "usual", kinds, [draw(kind, shape) for kind, shape in inputs])
    variant(name, module, "empty", kinds, [draw(kind, (0, *shape[1:])) for kind, shape in inputs])
    variant(name, module, "one", kinds, [draw(kind, shape) for (kind, _), shape in zip(inputs, smallest)])
    variant(name, module, "extreme", kinds, [extreme(kind, shape) for kind, shape in inputs])
    with torch.random.fork_rng():
        variant(name, module, "extreme32", kinds, [single_extreme(kind, shape) for kind, shape in inputs])
    variant(name, module, "wrong", kinds, [draw(kind, shape) for (kind, _), shape in zip(inputs, wrong)])
    with torch.random.fork_rng():
        usual = [draw(kind, shape) for kind, shape in inputs]
        typed(name, module, torch.bool, kinds, usual)
        typed(name, module, torch.int64, kinds, usual)


def images(name, module, *shape, kind="real", **more):
    case(name, module, (kind, shape), **more)


for name, module in (("CELU", nn.CELU(0.5)), ("ELU", nn.ELU(0.25)), ("GELU", nn.GELU()), ("Hardshrink", nn.Hardshrink()), ("Hardsigmoid", nn.Hardsigmoid()),
                     ("Hardswish", nn.Hardswish()), ("Hardtanh", nn.Hardtanh()), ("Identity", nn.Identity()), ("LeakyReLU", nn.LeakyReLU()),
                     ("LogSigmoid", nn.LogSigmoid()), ("Mish", nn.Mish()), ("RReLU", nn.RReLU()), ("ReLU", nn.ReLU()),
                     ("ReLU6", nn.ReLU6()), ("SELU", nn.SELU()), ("SiLU", nn.SiLU()), ("Sigmoid", nn.Sigmoid()), ("Softplus", nn.Softplus()),
                     ("Softshrink", nn.Softshrink()), ("Softsign", nn.Softsign()), ("Tanh", nn.Tanh()), ("Tanhshrink", nn.Tanhshrink()),
                     ("Threshold", nn.Threshold(0.1, -2)), ("Dropout", nn.Dropout()), ("AlphaDropout", nn.AlphaDropout())):
    images(name, module, 3, 5, one=(1,))
images("PReLU", nn.PReLU(), 3, 5, one=(1,), kind="nonzero")
for name, module in (("LogSoftmax", nn.LogSoftmax(1)), ("Softmax", nn.Softmax(1)), ("Softmin", nn.Softmin(1))):
    images(name, module, 3, 5, one=(1, 1))
images("Softmax2d", nn.Softmax2d(), 2, 3, 2, 2, one=(1, 1, 1, 1), bad=(2, 2))
images("GLU", nn.GLU(), 3, 4, one=(1, 2), bad=(3, 3))
images("FeatureAlphaDropout", nn.FeatureAlphaDropout(), 3, 5)
images("Dropout1d", nn.Dropout1d(), 2, 3, 4, bad=(4,))
images("Dropout2d", nn.Dropout2d(), 2, 3, 2, 2)
images("Flatten", nn.Flatten(), 2, 3, 4, one=(1, 1))
images("Unflatten", nn.Unflatten(1, (2, 3)), 2, 6, bad=(2, 5))
images("Linear", nn.Linear(4, 3), 2, 4, bad=(2, 3))
images("Sequential", nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 1)), 2, 4, bad=(2, 3))
for n, spatial in ((1, (6,)), (2, (5, 6)), (3, (3, 4, 5))):
    tiny = (1, 1) + (1,) * n
    images(f"AdaptiveAvgPool{n}d", getattr(nn, f"AdaptiveAvgPool{n}d")(2), 2, 3, *spatial, one=tiny, bad=(3,), kind="wide")
    for pad in ("Circular", "Reflection", "Replication"):
        images(f"{pad}Pad{n}d", getattr(nn, f"{pad}Pad{n}d")(1), 2, 2, *spatial, one=(1, 1) + (2,) * n, bad=(3,))
    images(f"ConstantPad{n}d", getattr(nn, f"ConstantPad{n}d")(1, 2.5), 2, 2, *spatial, one=tiny)
    images(f"ZeroPad{n}d", getattr(nn, f"ZeroPad{n}d")(1), 2, 2, *spatial, one=tiny)
    if n < 3:
        images(f"AdaptiveMaxPool{n}d", getattr(nn, f"AdaptiveMaxPool{n}d")(2), 2, 3, *spatial, one=tiny, bad=(3,))
        images(f"AvgPool{n}d", getattr(nn, f"AvgPool{n}d")(2), 2, 3, *spatial, one=(1, 1) + (2,) * n, bad=(3,))
        images(f"MaxPool{n}d", getattr(nn, f"MaxPool{n}d")(2), 2, 3, *spatial, one=(1, 1) + (2,) * n, bad=(3,))
        images(f"Conv{n}d", getattr(nn, f"Conv{n}d")(4, 6, 3, stride=2, padding=1, groups=2), 2, 4, *spatial, one=(1, 4) + (1,) * n,
               bad=(2, 3, *spatial))
        images(f"ConvTranspose{n}d", getattr(nn, f"ConvTranspose{n}d")(4, 6, 3, stride=2, padding=1, groups=2), 2, 4, *spatial,
               one=(1, 4) + (1,) * n, bad=(2, 3, *spatial))
        images(f"BatchNorm{n}d", getattr(nn, f"BatchNorm{n}d")(3), 2, 3, *spatial, one=(1, 3) + (2,) * n, bad=(2, 4, *spatial))
        images(f"InstanceNorm{n}d", getattr(nn, f"InstanceNorm{n}d")(3, affine=True), 2, 3, *spatial, one=(1, 3) + (2,) * n, bad=(2, 4, *spatial))
        unpooled = (2, 3) + ((3,) if n == 1 else (2, 3))
        case(f"MaxUnpool{n}d", getattr(nn, f"MaxUnpool{n}d")(2), ("real", unpooled), (1, unpooled), one=[tiny, tiny], bad=(3,))
images("GroupNorm", nn.GroupNorm(2, 4), 3, 4, 5, one=(1, 4, 1), bad=(2, 3, 5))
images("LayerNorm", nn.LayerNorm(4), 3, 4, bad=(3, 5))
images("RMSNorm", nn.RMSNorm(4), 3, 4, bad=(3, 5))
images("LocalResponseNorm", nn.LocalResponseNorm(2), 2, 5, 3, one=(1, 1, 1), bad=(3,))
images("ChannelShuffle", nn.ChannelShuffle(2), 2, 4, 3, 2, one=(1, 2, 1, 1), bad=(2, 3, 2, 2))
images("PixelShuffle", nn.PixelShuffle(2), 2, 8, 2, 3, one=(1, 4, 1, 1), bad=(2, 3, 2, 2))
images("PixelUnshuffle", nn.PixelUnshuffle(2), 2, 2, 4, 6, one=(1, 1, 2, 2), bad=(2, 3, 3, 2))
images("Fold", nn.Fold((4, 5), (2, 2)), 2, 8, 12, one=(1, 4, 12), bad=(2, 8, 11))
images("Unfold", nn.Unfold((2, 2)), 2, 2, 3, 4, one=(1, 1, 2, 2), bad=(2, 3))
images("Upsample", nn.Upsample(scale_factor=2, mode="bilinear"), 2, 2, 3, 2, one=(1, 1, 1, 1), bad=(2, 3))
images("UpsamplingBilinear2d", nn.UpsamplingBilinear2d(scale_factor=2), 2, 2, 3, 2, one=(1, 1, 1, 1), bad=(2, 3))
images("UpsamplingNearest2d", nn.UpsamplingNearest2d(scale_factor=2), 2, 2, 3, 2, one=(1, 1, 1, 1), bad=(2, 3))
images("Embedding", nn.Embedding(5, 3), 2, 4, kind=5, one=(1,))
images("EmbeddingBag", nn.EmbeddingBag(5, 3, mode="mean"), 2, 4, kind=5, one=(1, 1), bad=(2, 2, 2))
for name, module in (("CosineSimilarity", nn.CosineSimilarity()), ("PairwiseDistance", nn.PairwiseDistance())):
    case(name, module, ("real", (3, 4)), ("real", (3, 4)), one=[(1, 1), (1, 1)], bad=(3, 3))

case("L1Loss", nn.L1Loss(), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
case("MSELoss", nn.MSELoss(), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
case("SmoothL1Loss", nn.SmoothL1Loss(), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
case("HuberLoss", nn.HuberLoss(), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
case("PoissonNLLLoss", nn.PoissonNLLLoss(), ("real", (3, 4)), ("positive", (3, 4)), bad=(3, 3))
case("GaussianNLLLoss", nn.GaussianNLLLoss(), ("real", (3, 4)), ("real", (3, 4)), ("positive", (3, 4)), bad=(3, 3))
case("KLDivLoss", nn.KLDivLoss(reduction="batchmean"), ("real", (3, 4)), ("given", (3, 4)), bad=(3, 3))
case("BCELoss", nn.BCELoss(), ("share", (3, 4)), ("share", (3, 4)), bad=(3, 3))
case("BCEWithLogitsLoss", nn.BCEWithLogitsLoss(), ("real", (3, 4)), ("share", (3, 4)), bad=(3, 3))
case("HingeEmbeddingLoss", nn.HingeEmbeddingLoss(), ("real", (3, 4)), ("sign", (3, 4)), bad=(3, 3))
case("SoftMarginLoss", nn.SoftMarginLoss(), ("mild", (3, 4)), ("sign", (3, 4)), bad=(3, 3))
case("MultiLabelSoftMarginLoss", nn.MultiLabelSoftMarginLoss(), ("real", (3, 4)), ("share", (3, 4)), bad=(3, 3))
case("MultiLabelMarginLoss", nn.MultiLabelMarginLoss(), ("real", (3, 4)), (4, (3, 4)), bad=(3, 3))
case("CrossEntropyLoss", nn.CrossEntropyLoss(), ("real", (3, 4)), (4, (3,)), bad=(2, 4))
case("NLLLoss", nn.NLLLoss(), ("real", (3, 4)), (4, (3,)), bad=(2, 4))
case("MultiMarginLoss", nn.MultiMarginLoss(), ("real", (3, 4)), (4, (3,)), bad=(2, 4))
case("MarginRankingLoss", nn.MarginRankingLoss(0.2), ("real", (3,)), ("real", (3,)), ("sign", (3,)), bad=(2,))
case("CosineEmbeddingLoss", nn.CosineEmbeddingLoss(), ("real", (3, 4)), ("real", (3, 4)), ("sign", (3,)), bad=(3, 3))
case("TripletMarginLoss", nn.TripletMarginLoss(), ("real", (3, 4)), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
case("TripletMarginWithDistanceLoss", nn.TripletMarginWithDistanceLoss(), ("real", (3, 4)), ("real", (3, 4)), ("real", (3, 4)), bad=(3, 3))
# At the end, so that the numbers before them stay
images("Dropout3d", nn.Dropout3d(), 2, 3, 2, 2, 2)
case("LinearCrossEntropyLoss", nn.LinearCrossEntropyLoss(4, 3, out_features=(2,), bias=True), ("real", (3, 4)), (3, (3, 2)), bad=(3, 3))
golden.write()
