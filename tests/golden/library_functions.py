"""Library functions in float64 with first and second gradients, for LibraryFunctionsTest.

Run: python tests/golden/library_functions.py

For a case `f` with inputs x0, x1, ...: out = f(x0, ...); with given w the gradients g of sum(w * out) by the inputs that want one;
with given v the gradients h of sum(v * g) by the same inputs, and hw by w.
"""

import math

import torch
import torch.nn.functional as F

from golden_file import GoldenFile

golden = GoldenFile("library_functions.txt", "library_functions.py", f"PyTorch {torch.__version__}")
generator = torch.Generator().manual_seed(20)
inf, nan = math.inf, math.nan


def normal(*shape, scale=1.0):
    return torch.randn(shape, generator=generator, dtype=torch.float64) * scale


def uniform(*shape):
    return torch.rand(shape, generator=generator, dtype=torch.float64)


def tensor(values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype)


def put(name, value):
    golden.add(f"{name}.shape", list(value.shape))
    golden.add(name, value.flatten().tolist())


def case(name, function, *inputs, orders=2):
    """Integer inputs stay as they are; floating ones want gradients."""
    leaves = [x.clone().requires_grad_(x.is_floating_point() and orders > 0) for x in inputs]
    wanted = [x for x in leaves if x.requires_grad]
    out = function(*leaves)
    golden.add(f"{name}.inputs", [len(inputs)])
    for i, x in enumerate(inputs):
        put(f"{name}.x{i}", x)
        golden.add_text(f"{name}.x{i}.dtype", str(x.dtype).removeprefix("torch."))
    put(f"{name}.out", out.detach())
    if out.grad_fn is not None:
        golden.add_text(f"{name}.node", out.grad_fn.name())
    if orders == 0:
        return
    w = normal(*out.shape).requires_grad_(True)
    put(f"{name}.w", w.detach())
    gradients = torch.autograd.grad((w * out).sum(), wanted, create_graph=orders > 1)
    for i, g in enumerate(gradients):
        put(f"{name}.g{i}", g.detach())
    if orders == 1:
        return
    directions = [normal(*g.shape) for g in gradients]
    for i, v in enumerate(directions):
        put(f"{name}.v{i}", v)
    total = sum((v * g).sum() for v, g in zip(directions, gradients))
    second = torch.autograd.grad(total, [*wanted, w], allow_unused=True)
    for i, h in enumerate(second[:-1]):
        put(f"{name}.h{i}", torch.zeros_like(wanted[i]) + (0 if h is None else h))
    put(f"{name}.hw", second[-1])


# softmax and its kin
for dim, shape in [(1, (3, 5)), (0, (4, 3)), (1, (2, 3, 4)), (0, (7,)), (0, ()), (1, (2, 1)), (1, (0, 3))]:
    x = normal(*shape, scale=3)
    label = f"{dim} of {'x'.join(map(str, shape)) or 'scalar'}"
    case(f"softmax {label}", lambda x: F.softmax(x, dim), x)
    case(f"logSoftmax {label}", lambda x: F.log_softmax(x, dim), x)
    case(f"logsumexp {label}", lambda x: torch.logsumexp(x, dim), x)
extreme = tensor([[1e4, 1e4 - 1, 0], [-1e4, -1e4, -1e4], [800, -800, 0], [-inf, 0, 1]])
case("softmax extreme", lambda x: F.softmax(x, 1), extreme, orders=1)
case("logSoftmax extreme", lambda x: F.log_softmax(x, 1), extreme, orders=1)
case("logsumexp extreme", lambda x: torch.logsumexp(x, 1), extreme, orders=1)
special = tensor([[-inf, -inf], [inf, 0], [inf, inf], [nan, 0]])
case("softmax special", lambda x: F.softmax(x, 1), special, orders=0)
case("logSoftmax special", lambda x: F.log_softmax(x, 1), special, orders=0)
case("logsumexp special", lambda x: torch.logsumexp(x, 1), special, orders=0)
case("logsumexp all", lambda x: torch.logsumexp(x, (0, 1)), normal(3, 4))
case("logsumexp keepdim", lambda x: torch.logsumexp(x, (0, 2), keepdim=True), normal(2, 3, 4))
case("logsumexp empty", lambda x: torch.logsumexp(x, 1), normal(2, 0), orders=0)

# products
case("prod all", lambda x: x.prod(), normal(3, 4))
case("prod inner", lambda x: x.prod(1), normal(3, 4))
case("prod outer keepdim", lambda x: x.prod(0, keepdim=True), normal(3, 4))
zeros = normal(5, 4)
zeros[1, 2] = zeros[2, 0] = zeros[2, 3] = zeros[3, 0] = zeros[3, 1] = zeros[3, 2] = 0
case("prod zeros", lambda x: x.prod(1), zeros)
case("prod zeros outer", lambda x: x.prod(0), zeros)
case("prod one zero of all", lambda x: x.prod(), tensor([[1.5, 0, -2], [3, 0.5, 1]]))
case("prod int32", lambda x: x.prod(1), tensor([[5, -7, 9], [7, 70000, 70000]], torch.int32), orders=0)
case("prod bool", lambda x: x.prod(), tensor([True, True, False], torch.bool), orders=0)
case("prod none", lambda x: x.prod(), tensor([]), orders=0)

# variance
for name, f in [("var", torch.var), ("std", torch.std)]:
    case(f"{name} all", lambda x: f(x), normal(3, 4))
    case(f"{name} inner", lambda x: f(x, 1), normal(3, 4))
    case(f"{name} outer", lambda x: f(x, 0), normal(3, 4))
    case(f"{name} two keepdim", lambda x: f(x, (0, 2), correction=0, keepdim=True), normal(2, 3, 4))
    case(f"{name} long", lambda x: f(x, 0, correction=2), normal(300, 2), orders=1)
    case(f"{name} offset", lambda x: f(x), normal(50) * 1e-3 + 1e6, orders=0)
    case(f"{name} constant", lambda x: f(x), tensor([0.1] * 10), orders=1)
    case(f"{name} one", lambda x: f(x), tensor([2.0]), orders=0)
    case(f"{name} none", lambda x: f(x), tensor([]), orders=0)
    case(f"{name} infinite", lambda x: f(x), tensor([1.0, inf]), orders=0)

# extrema
ties = tensor([[1, 3, 3], [2, 2, 2], [-1, -5, 0], [0.0, -0.0, -1]])
for name in ["amax", "amin"]:
    f = getattr(torch, name)
    case(f"{name} inner", lambda x: f(x, 1), ties, orders=1)
    case(f"{name} outer keepdim", lambda x: f(x, 0, keepdim=True), ties, orders=1)
    case(f"{name} all", lambda x: f(x), ties, orders=1)
    case(f"{name} random", lambda x: f(x, (0, 2)), normal(3, 4, 5))
    case(f"{name} nan", lambda x: f(x, 1), tensor([[1, nan, 2], [0, 1, 2]]), orders=0)
    case(f"{name} infinite", lambda x: f(x, 1), tensor([[-inf, -inf], [inf, inf]]), orders=0)
    case(f"{name} int64", lambda x: f(x, 1), tensor([[5, -(2**62), 2**62], [7, 7, 7]], torch.int64), orders=0)
    case(f"{name} int32", lambda x: f(x, 0), tensor([[5, -7, 9], [7, 7, 7]], torch.int32), orders=0)
    case(f"{name} bool", lambda x: f(x, 1), tensor([[True, False], [False, False], [True, True]], torch.bool), orders=0)
for name in ["max", "min"]:
    f = getattr(torch, name)
    places = getattr(torch, "arg" + name)
    case(f"{name} of all", lambda x: f(x), ties, orders=1)
    case(f"{name} inner", lambda x: f(x, 1).values, ties, orders=2)
    case(f"{name} outer keepdim", lambda x: f(x, 0, keepdim=True).values, normal(4, 3), orders=2)
    case(f"{name} middle", lambda x: f(x, 1).values, normal(2, 3, 4), orders=2)
    wide = normal(2, 301)
    wide[0, 17] = wide[0, 280] = 9.0
    wide[1, 257] = wide[1, 5] = -9.0
    integers = torch.randint(-50, 50, (6, 40), generator=generator)
    for label, x in [
        ("inner", ties),
        ("wide", wide),
        ("nan", tensor([[1, nan, nan, 2], [0, 1, 2, 2]])),
        ("infinite", tensor([[-inf, -inf], [inf, inf]])),
        ("int64", integers),
        ("int32", integers.to(torch.int32)),
    ]:
        # of equal elements PyTorch promises no particular one: the first is taken, found here by sorting out equals
        best = f(x, 1, keepdim=True).values
        same = (x == best) | (x.isnan() & best.isnan())
        first = same.to(torch.int64).argmax(1)
        case(f"arg{name} {label}", lambda x: first, x, orders=0)
        case(f"{name} values {label}", lambda x: f(x, 1).values, x, orders=0)
    case(f"arg{name} outer", lambda x: places(x, 0), normal(5, 3), orders=0)
    case(f"arg{name} of all", lambda x: places(x), normal(3, 4, 5), orders=0)
truth = tensor([[0, 0, 1], [2, 3, 4], [0, 0, 0]])
case("all inner", lambda x: x.all(1), truth, orders=0)
case("any outer", lambda x: x.any(0), truth, orders=0)
case("any of all", lambda x: x.any(), truth, orders=0)
case("all of none", lambda x: x.all(), tensor([]), orders=0)
case("any of none", lambda x: x.any(), tensor([]), orders=0)

# binary cross entropy
bce = F.binary_cross_entropy_with_logits
for reduction in ["none", "mean", "sum"]:
    z, y = normal(4, 3, scale=3), uniform(4, 3)
    case(f"bce {reduction}", lambda z, y: bce(z, y, reduction=reduction), z, y)
    weight, positive = uniform(3), uniform(4, 1) * 3
    case(f"bce weighted {reduction}",
         lambda z, y: bce(z, y, weight=weight, pos_weight=positive, reduction=reduction), z, y)
    put(f"bce weighted {reduction}.weight", weight)
    put(f"bce weighted {reduction}.posWeight", positive)
case("bce zero", lambda z, y: bce(z, y, reduction="sum"), torch.zeros(3, dtype=torch.float64), tensor([0, 1, 0.5]))
hard = tensor([80, -80, 15, 1e-6, -1e-6, 800, -800, 30])
case("bce extreme", lambda z, y: bce(z, y, reduction="none"), hard, tensor([0.999, 0.001, 1, 0, 1, 1, 0, 0.25]), orders=1)
case("bce scalar", lambda z, y: bce(z, y), tensor(0.3), tensor(1.0))
case("bce empty", lambda z, y: bce(z, y), tensor([]), tensor([]), orders=0)
case("bce infinite", lambda z, y: bce(z, y, reduction="none"), tensor([inf, -inf, nan]), tensor([1.0, 0.0, 1.0]), orders=0)

# differences
for reduction in ["none", "mean", "sum"]:
    a, b = normal(3, 4, scale=2), normal(3, 4)
    case(f"mse {reduction}", lambda a, b: F.mse_loss(a, b, reduction=reduction), a, b)
    case(f"l1 {reduction}", lambda a, b: F.l1_loss(a, b, reduction=reduction), a, b)
    case(f"huber {reduction}", lambda a, b: F.huber_loss(a, b, reduction=reduction, delta=0.7), a, b)
    case(f"smoothL1 {reduction}", lambda a, b: F.smooth_l1_loss(a, b, reduction=reduction, beta=0.7), a, b)
case("mse broadcast", lambda a, b: ((a - b) ** 2).mean(), normal(3, 4), normal(4))
case("mse scalar", lambda a, b: F.mse_loss(a, b), tensor(2.0), tensor(0.5))

# classes
labels = torch.tensor([2, 0, 4, 2])
planes = torch.randint(0, 3, (2, 2, 2), generator=generator)
for reduction in ["none", "mean", "sum"]:
    for smoothing in [0.0, 0.2]:
        tag = f"{reduction} {smoothing}"
        weight = uniform(5) + 0.1
        weight3 = uniform(3) + 0.1
        def entropy(x, y, w=None, i=-100):
            return F.cross_entropy(x, y, weight=w, ignore_index=i, reduction=reduction, label_smoothing=smoothing)
        case(f"crossEntropy {tag}", lambda x, y: entropy(x, y), normal(4, 5), labels)
        case(f"crossEntropy weighted {tag}", lambda x, y: entropy(x, y, weight, 2), normal(4, 5), labels)
        put(f"crossEntropy weighted {tag}.weight", weight)
        case(f"crossEntropy planes {tag}", lambda x, y: entropy(x, y, weight3, 1), normal(2, 3, 2, 2), planes)
        put(f"crossEntropy planes {tag}.weight", weight3)
        case(f"crossEntropy single {tag}", lambda x, y: entropy(x, y), normal(5), torch.tensor(3))
        case(f"crossEntropy probabilities {tag}", lambda x, y: entropy(x, y, weight), normal(4, 5), uniform(4, 5))
        put(f"crossEntropy probabilities {tag}.weight", weight)
        case(f"crossEntropy probabilities single {tag}", lambda x, y: entropy(x, y), normal(5), uniform(5))
    weight = uniform(5) + 0.1
    case(f"nll {reduction}", lambda x, y: F.nll_loss(x, y, reduction=reduction), normal(4, 5), labels)
    case(f"nll weighted {reduction}",
         lambda x, y: F.nll_loss(x, y, weight=weight, ignore_index=2, reduction=reduction), normal(4, 5), labels)
    put(f"nll weighted {reduction}.weight", weight)
    case(f"nll planes {reduction}", lambda x, y: F.nll_loss(x, y, reduction=reduction), normal(2, 3, 2, 2), planes)
    case(f"nll single {reduction}", lambda x, y: F.nll_loss(x, y, reduction=reduction), normal(5), torch.tensor(1))
case("crossEntropy all ignored", lambda x, y: F.cross_entropy(x, y), normal(2, 3), torch.tensor([-100, -100]), orders=0)
case("crossEntropy empty", lambda x, y: F.cross_entropy(x, y), normal(0, 3), torch.zeros(0, dtype=torch.int64), orders=0)
case("crossEntropy impossible", lambda x, y: F.cross_entropy(x, y, reduction="none"),
     tensor([[-inf, 0, 1], [-inf, 0, 1]]), torch.tensor([0, 2]), orders=1)
case("crossEntropy large", lambda x, y: F.cross_entropy(x, y, reduction="none"),
     tensor([[1e4, 1e4, 0], [-1e4, -1e4 - 3, 0]]), torch.tensor([1, 0]), orders=1)

# optimisers: parameter and state after steps with the gradients that are given
def steps(name, make, count=4):
    p = normal(6).requires_grad_(True)
    put(f"{name}.p0", p.detach())
    optimizer = make([p])
    for i in range(count):
        p.grad = normal(6)
        put(f"{name}.grad{i}", p.grad)
        optimizer.step()
        put(f"{name}.p{i + 1}", p.detach())


for momentum, dampening, nesterov in [(0, 0, False), (0.9, 0, False), (0.9, 0.3, False), (0.9, 0, True)]:
    for decay in [0, 0.1]:
        for maximize in [False, True]:
            steps(f"sgd {momentum} {dampening} {nesterov} {decay} {maximize}",
                  lambda p: torch.optim.SGD(p, lr=0.05, momentum=momentum, dampening=dampening, nesterov=nesterov,
                                            weight_decay=decay, maximize=maximize, foreach=False))
for name, make in [("adam", torch.optim.Adam), ("adamw", torch.optim.AdamW)]:
    for decay in [0, 0.1]:
        for amsgrad in [False, True]:
            for maximize in [False, True]:
                steps(f"{name} {decay} {amsgrad} {maximize}",
                      lambda p: make(p, lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=decay, amsgrad=amsgrad,
                                     maximize=maximize, foreach=False))

golden.write()
