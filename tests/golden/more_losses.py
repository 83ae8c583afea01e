"""Losses in every form, their nodes, first and second gradients in float64, for MoreLossesTest. Run: python tests/golden/more_losses.py

A case is `LOSS/KIND/REDUCTION`; in0, in1, ... are its inputs, of which those named by `grads` have gradients. First gradients are those of the
loss weighted by 1, 2, 3, ...; second ones those of the first input's gradient weighted likewise."""

import torch
from torch.nn import functional as F

from golden_file import GoldenFile

golden = GoldenFile("more_losses.txt", "more_losses.py", f"PyTorch {torch.__version__}")
double = torch.float64
torch.manual_seed(20261125)
names = []


def normal(*shape):
    return torch.randn(*shape, dtype=double) * 2


def unit(*shape):
    return torch.rand(*shape, dtype=double) * 0.96 + 0.02


def signs(*shape):
    return torch.randint(0, 2, shape).to(double) * 2 - 1


def counts(*shape):
    return torch.randint(0, 6, shape).to(double)


def log_unit(*shape):
    return unit(*shape).log()


def extreme(*shape):
    values = torch.tensor([0.0, -0.0, 1.0, -1.0, 1e-8, -1e-8, 40.0, -40.0, 300.0, -300.0, 0.5, -0.5], dtype=double)
    return values.repeat(100)[: torch.Size(shape).numel()].reshape(shape)


SHAPES = {"usual": (3, 4), "one": (1,), "empty": (0, 4)}

# loss -> (function of inputs and reduction, makers of inputs, how many of them have gradients)
ELEMENTS = {
    "l1": (F.l1_loss, (normal, normal), 2),
    "smooth_l1": (lambda a, b, reduction: F.smooth_l1_loss(a, b, beta=0.75, reduction=reduction), (normal, normal), 2),
    "smooth_l1 beta 0": (lambda a, b, reduction: F.smooth_l1_loss(a, b, beta=0.0, reduction=reduction), (normal, normal), 2),
    "huber": (lambda a, b, reduction: F.huber_loss(a, b, delta=0.75, reduction=reduction), (normal, normal), 2),
    "mse": (F.mse_loss, (normal, normal), 2),
    "kl_div": (F.kl_div, (log_unit, unit), 2),
    "kl_div logs": (lambda a, b, reduction: F.kl_div(a, b, reduction=reduction, log_target=True), (log_unit, log_unit), 2),
    "bce": (F.binary_cross_entropy, (unit, unit), 2),
    "bce weight": (lambda a, b, w, reduction: F.binary_cross_entropy(a, b, w, reduction=reduction), (unit, unit, unit), 1),
    "poisson": (F.poisson_nll_loss, (normal, counts), 1),
    "poisson full": (lambda a, b, reduction: F.poisson_nll_loss(a, b, full=True, reduction=reduction), (normal, counts), 1),
    "poisson number": (lambda a, b, reduction: F.poisson_nll_loss(a, b, log_input=False, eps=1e-3, reduction=reduction), (unit, unit), 2),
    "poisson number full": (
        lambda a, b, reduction: F.poisson_nll_loss(a, b, log_input=False, full=True, reduction=reduction), (unit, counts), 1),
    "gaussian": (F.gaussian_nll_loss, (normal, normal, unit), 3),
    "gaussian full": (lambda a, b, v, reduction: F.gaussian_nll_loss(a, b, v, full=True, eps=0.25, reduction=reduction), (normal, normal, unit), 3),
    "hinge_embedding": (F.hinge_embedding_loss, (normal, signs), 1),
    "hinge_embedding margin": (lambda a, b, reduction: F.hinge_embedding_loss(a, b, margin=0.25, reduction=reduction), (normal, signs), 1),
    "margin_ranking": (F.margin_ranking_loss, (normal, normal, signs), 2),
    "margin_ranking margin": (lambda a, b, y, reduction: F.margin_ranking_loss(a, b, y, margin=0.5, reduction=reduction), (normal, normal, signs), 2),
    "soft_margin": (F.soft_margin_loss, (normal, signs), 1),
}


def weighted(t):
    return (t * torch.arange(1, t.numel() + 1, dtype=double).reshape(t.shape)).sum()


def add(name, loss, inputs, with_gradients, with_second=True):
    names.append(name)
    leaves = [x.clone().requires_grad_(i < with_gradients) for i, x in enumerate(inputs)]
    for i, x in enumerate(inputs):
        golden.add_text(f"{name} in{i} dtype", str(x.dtype).split(".")[1])
        golden.add(f"{name} in{i} shape", x.shape)
        golden.add(f"{name} in{i}", x.flatten().tolist())
    out = loss(*leaves)
    golden.add_text(f"{name} inputs", f"{len(inputs)}")
    golden.add_text(f"{name} node", out.grad_fn.name())
    golden.add(f"{name} shape", out.shape)
    golden.add(f"{name} out", out.flatten().tolist())
    wanted = leaves[:with_gradients]
    first = torch.autograd.grad(weighted(out), wanted, create_graph=True)
    for i, g in enumerate(first):
        golden.add(f"{name} first{i}", g.flatten().tolist())
    second = [None] * len(wanted)
    if not with_second:
        return
    if first[0].requires_grad:
        try:
            second = torch.autograd.grad(weighted(first[0]), wanted, allow_unused=True)
        except RuntimeError:  # PyTorch has no second derivative of some
            return
    for i, (g, x) in enumerate(zip(second, wanted)):
        golden.add(f"{name} second{i}", (torch.zeros_like(x) if g is None or g._is_zerotensor() else g).flatten().tolist())


REDUCTIONS = ("none", "mean", "sum")

for loss, (function, makers, n) in ELEMENTS.items():
    for kind, shape in SHAPES.items():
        inputs = [make(*shape) for make in makers]
        for reduction in REDUCTIONS:
            add(f"{loss}/{kind}/{reduction}", lambda *a: function(*a, reduction=reduction), inputs, n)
    if normal in makers and loss != "soft_margin":
        inputs = [extreme(12) if make == normal else make(12) for make in makers]
        if makers[:2] == (normal, normal):
            inputs[1] = extreme(12).flip(0)
        add(f"{loss}/extreme/none", lambda *a: function(*a, reduction="none"), inputs, n)

for loss, log in (("kl_div", False), ("kl_div logs", True)):
    inputs = [log_unit(3, 4), log_unit(3, 4) if log else unit(3, 4)]
    add(f"{loss}/usual/batchmean", lambda a, b: F.kl_div(a, b, reduction="batchmean", log_target=log), inputs, 2)
add("l1/broadcast/mean", lambda a, b: F.l1_loss(*torch.broadcast_tensors(a, b)), [normal(3, 4), normal(4)], 2)
add("bce/extreme/none", lambda a, b: F.binary_cross_entropy(a, b, reduction="none"),
    [torch.tensor([0.0, 1.0, 0.0, 1.0, 1e-30, 0.5], dtype=double), torch.tensor([0.0, 1.0, 1.0, 0.0, 0.5, 0.5], dtype=double)], 1,
    with_second=False)  # PyTorch adds eps in other places there
add("soft_margin/extreme/none", lambda a, b: F.soft_margin_loss(a, b, reduction="none"), [extreme(10), signs(10)], 1)

for kind, shape, target in (("usual", (5, 4), (5,)), ("one", (4,), ()), ("empty", (0, 4), (0,))):
    for reduction in REDUCTIONS:
        for margin in (0.0, 0.3):
            add(f"cosine_embedding {margin}/{kind}/{reduction}",
                lambda a, b, y: F.cosine_embedding_loss(a, b, y, margin=margin, reduction=reduction),
                [normal(*shape), normal(*shape), signs(*target)], 2)
        for p, weight in ((1, False), (2, False), (1, True)):
            labels = torch.randint(0, 4, target)
            given = [normal(*shape), labels] + ([unit(4)] if weight else [])
            if kind != "empty":
                add(f"multi_margin {p}{' weight' if weight else ''}/{kind}/{reduction}",
                    lambda x, y, w=None: F.multi_margin_loss(x, y, p=p, margin=0.5 * p, weight=w, reduction=reduction), given, 1)

many = torch.tensor([[1, 3, -1, 0], [2, -1, 2, 2], [-1, 0, 1, 2], [0, 1, 2, 3], [2, 2, 0, -1]])
for reduction in REDUCTIONS:
    add(f"multilabel_margin/usual/{reduction}", lambda x, y: F.multilabel_margin_loss(x, y, reduction=reduction), [normal(5, 4), many], 1)
    add(f"multilabel_margin/one/{reduction}", lambda x, y: F.multilabel_margin_loss(x, y, reduction=reduction), [normal(4), many[0]], 1)
    for kind, shape in (("usual", (3, 4)), ("one", (1,)), ("deep", (2, 3, 4))):
        add(f"multilabel_soft_margin/{kind}/{reduction}",
            lambda x, y: F.multilabel_soft_margin_loss(x, y, reduction=reduction), [normal(*shape), unit(*shape)], 2)
        add(f"multilabel_soft_margin weight/{kind}/{reduction}",
            lambda x, y, w: F.multilabel_soft_margin_loss(x, y, w, reduction=reduction), [normal(*shape), unit(*shape), unit(shape[-1])], 1)
    for kind, shape in (("usual", (5, 4)), ("one", (4,)), ("empty", (0, 4))):
        three = [normal(*shape), normal(*shape), normal(*shape)]
        add(f"triplet_margin/{kind}/{reduction}", lambda a, p, n: F.triplet_margin_loss(a, p, n, reduction=reduction), three, 3)
        add(f"triplet_margin swap/{kind}/{reduction}",
            lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=2.0, p=3, swap=True, reduction=reduction), three, 3)
        add(f"triplet_margin_with_distance/{kind}/{reduction}",
            lambda a, p, n: F.triplet_margin_with_distance_loss(a, p, n, reduction=reduction), three, 3)
        add(f"triplet_margin_with_distance swap/{kind}/{reduction}",
            lambda a, p, n: F.triplet_margin_with_distance_loss(
                a, p, n, distance_function=lambda u, v: (u - v).square().sum(-1), margin=3.0, swap=True, reduction=reduction), three, 3)

for kind, shape in (("row", (3, 1)), ("without last dim", (3,))):
    add(f"gaussian/{kind}/mean", F.gaussian_nll_loss, [normal(3, 4), normal(3, 4), unit(*shape)], 3)

golden.add_text("cases", "\n".join(names))
golden.write()
